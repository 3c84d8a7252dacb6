/** A small market to look at: people, jobs, bids and a contract under way, made by the operations themselves. */
import type { Catalog } from '../domain/catalog/index.ts';
import { addChannelClient } from '../domain/channels/index.ts';
import {
  acceptOffer,
  makeOffer,
  payOrder,
  submitMilestone,
  stagesOf,
  findContract,
} from '../domain/contracts/index.ts';
import { hasUsers, type Passwords } from '../domain/identity/index.ts';
import { postListing } from '../domain/listings/index.ts';
import { changeFreelancer, finishJoining, setCategories } from '../domain/profiles/index.ts';
import { bid } from '../domain/proposals/index.ts';
import type { Units } from '../kernel/context.ts';
import { system, unitsOf, type Work } from '../platform/work.ts';
import { seedConsulting } from './consulting.ts';
import { seedGig } from './gig.ts';
import { seedIblock } from './iblock.ts';
import { addMember, type Member, topUp } from './members.ts';
import { channels, type DemoProfile, demoPassword, jobs, people } from './people.ts';

export interface DemoMeans {
  readonly work: Work;
  readonly passwords: Passwords;
  readonly catalog: Catalog;
  readonly onStep?: () => void;
}

/** How many steps it takes, for a progress bar. */
export const demoSteps = people.length + jobs.length + 5;

const market = 'cloudwork';

/** Fills an empty market; does nothing where anybody is. Answers whether it did. */
export async function seedDemo(means: DemoMeans): Promise<boolean> {
  const { work, passwords, onStep = () => undefined } = means;
  if (await hasUsers(work.read(market, system))) return false;
  for (const partner of channels) {
    await addChannelClient(unitsOf(work, 'channel', system), passwords, partner);
  }
  const passwordHash = await passwords.hash(demoPassword);
  const members = new Map<string, Member>();
  for (const { kind, name, phone, companyName, profile } of people) {
    const member = await addMember(work, market, {
      kind,
      name,
      phone,
      passwordHash,
      ...(companyName && { companyName }),
    });
    members.set(name, member);
    if (profile) await introduce(unitsOf(work, market, member.actor), means.catalog, profile);
    onStep();
  }
  const listingUids: string[] = [];
  for (const { by, bids, ...listing } of jobs) {
    const uid = await as(work, members, by).write(async (ctx) => (await postListing(ctx, means.catalog, listing)).uid);
    for (const [name, price, message] of bids) {
      await as(work, members, name).write((ctx) => bid(ctx, { listing: uid, price, duration: 3, message }));
    }
    listingUids.push(uid);
    onStep();
  }
  await topUp(work, market, memberOf(members, '李雷'), 800_000n);
  onStep();
  await startContract(work, members, listingUids[0] ?? '');
  onStep();
  await seedGig(work, passwordHash);
  onStep();
  await seedConsulting(work, passwordHash);
  onStep();
  await seedIblock(means);
  onStep();
  return true;
}

/** What a freelancer fills in after joining: from then on they are found. */
async function introduce(units: Units, catalog: Catalog, profile: DemoProfile): Promise<void> {
  const { categories, title, overview, level, skills, hourly, regionId } = profile;
  await units.write(async (ctx) => {
    await setCategories(ctx, categories, catalog.categories);
    await changeFreelancer(ctx, { title, overview, level, skills, workload: 1, english: 2 }, catalog);
    await finishJoining(ctx, { hourly, regionId, address: '软件园' }, catalog);
  });
}

function memberOf(members: ReadonlyMap<string, Member>, name: string): Member {
  const member = members.get(name);
  if (!member) throw new Error(`nobody is called ${name}`);
  return member;
}

const as = (work: Work, members: ReadonlyMap<string, Member>, name: string): Units =>
  unitsOf(work, market, memberOf(members, name).actor);

/** The first job's deal: two milestones funded, the first handed in for review. */
async function startContract(work: Work, members: ReadonlyMap<string, Member>, listingUid: string): Promise<void> {
  const client = memberOf(members, '李雷');
  const freelancer = memberOf(members, '韩梅梅');
  const { contractUid, order } = await as(work, members, '李雷').write((ctx) =>
    makeOffer(ctx, {
      listingUid,
      freelancerUid: freelancer.uid,
      name: '点单小程序开发合同',
      message: '分两期交付，先做点单和支付。',
      startDay: null,
      endDay: null,
      terms: {
        payKind: 'fixed',
        amount: 600_000n,
        milestones: [
          { name: '点单与支付', amount: 350_000n, endDay: null },
          { name: '会员与优惠券', amount: 250_000n, endDay: null },
        ],
      },
    }),
  );
  await as(work, members, '李雷').write((ctx) =>
    payOrder(ctx, { tradeNo: order.trade_no, payerPartyId: client.partyId }),
  );
  const worker = as(work, members, '韩梅梅');
  await worker.write((ctx) => acceptOffer(ctx, { contractUid }));
  const ctx = worker.read();
  const contract = await findContract(ctx, contractUid);
  const [first] = (await stagesOf(ctx, [contract])).milestones.get(contract.id) ?? [];
  if (first)
    await worker.write((writing) =>
      submitMilestone(writing, { milestoneId: first.id, message: '点单与支付已完成，请在测试环境验收。' }),
    );
}
