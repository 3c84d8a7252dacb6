export type { ReportFreelancer, TimesheetRow, WeeklyMilestoneRow } from './client.sql.ts';
export { clientBudget, clientTimesheet, clientWeekly, type ReportDays } from './client.ts';
export { type Figures, figuresOf, type FreelancerFigures } from './figures.ts';
export { freelancerReport, type FreelancerReport } from './freelancer.ts';
export { countProfileView } from './views.ts';
