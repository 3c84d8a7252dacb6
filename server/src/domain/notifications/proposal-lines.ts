import type { ListingFacts, ProposalFacts } from './facts.sql.ts';
import type { Lines } from './kinds.ts';

const listing = ({ listing_title: title }: { readonly listing_title: string }) => `项目「${title}」`;
const because = ({ reason }: ProposalFacts) => (reason === '' ? '' : `原因：${reason}`);
const isBid = ({ kind }: ProposalFacts) => kind === 'bid';
const isInvitation = ({ kind }: ProposalFacts) => kind === 'invitation';

/** Who is told what of bids and invitations, by event. Putting one aside for oneself is told to nobody. */
export const proposalLines: Lines<ProposalFacts> = {
  'proposal.bid': [
    {
      kind: 'proposal.by_freelancer',
      to: 'client',
      switches: ['bid_received'],
      title: '收到新的投标',
      content: (facts) => `${facts.freelancer_name}投标了您的${listing(facts)}，请查看。`,
      target: 'listing_bids',
    },
    {
      kind: 'proposal.by_freelancer',
      to: 'freelancer',
      switches: ['bid_sent'],
      title: '投标已提交',
      content: (facts) => `您对${listing(facts)}的投标已提交，请等待需求者答复。`,
      target: 'proposal',
    },
  ],
  'proposal.invited': [
    {
      kind: 'proposal.by_client',
      to: 'freelancer',
      switches: ['invitation_received'],
      title: '收到投标邀请',
      content: (facts) => `${facts.client_name}邀请您投标${listing(facts)}。`,
      target: 'proposal',
    },
  ],
  'proposal.accepted': [
    {
      kind: 'proposal.accepted_by_client',
      to: 'freelancer',
      switches: ['interview'],
      title: '投标进入沟通',
      content: (facts) => `${facts.client_name}接受了您对${listing(facts)}的投标，请开始沟通。`,
      target: 'proposal',
      when: isBid,
    },
    {
      kind: 'proposal.accepted_by_freelancer',
      to: 'client',
      switches: ['invitation_accepted'],
      title: '邀请被接受',
      content: (facts) => `${facts.freelancer_name}接受了您对${listing(facts)}的邀请，请开始沟通。`,
      target: 'listing_talks',
      when: isInvitation,
    },
  ],
  'proposal.refused': [
    {
      kind: 'proposal.refused_by_client',
      to: 'freelancer',
      switches: ['bid_refused'],
      title: '投标未被接受',
      content: (facts) => `${facts.client_name}没有接受您对${listing(facts)}的投标。${because(facts)}`,
      target: 'proposal',
      when: isBid,
    },
    {
      kind: 'proposal.refused_by_freelancer',
      to: 'client',
      switches: ['invitation_refused'],
      title: '邀请被拒绝',
      content: (facts) => `${facts.freelancer_name}拒绝了您对${listing(facts)}的邀请。${because(facts)}`,
      target: 'listing_archive',
      when: isInvitation,
    },
  ],
  'proposal.revoked': [
    {
      kind: 'proposal.refused_by_freelancer',
      to: 'client',
      switches: ['bid_received'],
      title: '投标已撤回',
      content: (facts) => `${facts.freelancer_name}撤回了对${listing(facts)}的投标。${because(facts)}`,
      target: 'listing_archive',
    },
  ],
  'proposal.reactivated': [
    {
      kind: 'proposal.again_by_freelancer',
      to: 'client',
      switches: ['bid_received'],
      title: '重新投标',
      content: (facts) => `${facts.freelancer_name}重新投标了您的${listing(facts)}，请查看。`,
      target: 'listing_bids',
    },
  ],
};

/** What becomes of a proposal that is taken up again depends on who does it; the event names them. */
export const reopenedLines: Readonly<Record<'client' | 'freelancer', Lines<ProposalFacts>[string]>> = {
  client: [
    {
      kind: 'proposal.by_client',
      to: 'freelancer',
      switches: ['interview'],
      title: '投标被重新考虑',
      content: (facts) => `${facts.client_name}重新考虑您对${listing(facts)}的投标。`,
      target: 'proposal',
    },
  ],
  freelancer: [
    {
      kind: 'proposal.again_by_freelancer',
      to: 'client',
      switches: ['bid_received'],
      title: '开发者恢复了沟通',
      content: (facts) => `${facts.freelancer_name}愿意继续沟通${listing(facts)}。`,
      target: 'listing_talks',
    },
  ],
};

const moved = (how: string): Lines<ListingFacts>[string] => [
  {
    kind: 'listing.moved',
    to: 'client',
    switches: ['listing_changed'],
    title: '项目状态变更',
    content: (facts) => `您的${listing(facts)}${how}。`,
    target: 'listing',
  },
  {
    kind: 'listing.moved',
    to: 'freelancer',
    switches: ['bid_refused'],
    title: '项目状态变更',
    content: (facts) => `您投标的${listing(facts)}${how}。`,
    target: 'listing',
  },
];

/** Who is told what of a listing: its client, and the freelancers whose bids there live. */
export const listingLines: Lines<ListingFacts> = {
  'listing.published': [
    {
      kind: 'listing.published',
      to: 'client',
      switches: ['listing_changed'],
      title: '项目已发布',
      content: (facts) => `您的${listing(facts)}已发布，开发者现在可以投标。`,
      target: 'listing',
    },
  ],
  'listing.hidden': moved('已停止公开投标'),
  'listing.closed': moved('已关闭'),
};

/** The same event, of a listing that had been published before. */
export const publishedAgainLines = moved('已重新公开');
