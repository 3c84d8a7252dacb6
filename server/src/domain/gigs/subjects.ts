/** What the files of this module belong to. */

export const requestSubject = (requestId: bigint) => `gig:${requestId}`;

/** What an application's own samples, its result and the result's source belong to. */
export const subjectsOf = (applicationId: bigint) => ({
  samples: `gig-application:${applicationId}`,
  previews: `gig-result:${applicationId}`,
  source: `gig-source:${applicationId}`,
});
