/** Which of some listings suit a question best: a rule that can be said in a sentence, not a model. */
import { dayMs } from '../../kernel/clock.ts';
import type { ListingCard } from '../listings/index.ts';

/** Points at most: where the words stand, what others say of the client, how new it is, and whether a budget is named. */
const most = { title: 4, skills: 2, summary: 1, standing: 2, freshness: 2, budget: 0.5 };
/** As many reviews make a mark count in full. */
const trustedReviews = 3;
/** After so many days a listing is half as fresh. */
const halfLifeDays = 7;

type Ranked = Pick<
  ListingCard,
  'id' | 'title' | 'summary' | 'skills' | 'budget' | 'client_reviews' | 'client_average' | 'published_at'
>;

/** The share of the words that stand in the text. */
function shareIn(text: string, words: readonly string[]): number {
  const folded = text.normalize('NFKC').toLowerCase();
  return words.length === 0 ? 0 : words.filter((word) => folded.includes(word)).length / words.length;
}

/** The points of one listing for somebody who asks for these words now: 0 to 11.5. */
export function pointsOf(listing: Ranked, words: readonly string[], now: Date): number {
  const { title, summary, skills, client_average: average, client_reviews: reviews, published_at: at } = listing;
  const ageDays = Math.max(0, now.getTime() - (at ?? now).getTime()) / dayMs;
  return (
    most.title * shareIn(title, words) +
    most.skills * shareIn(skills.join('\n'), words) +
    most.summary * shareIn(summary, words) +
    most.standing * (average / 5) * Math.min(1, reviews / trustedReviews) +
    most.freshness * 0.5 ** (ageDays / halfLifeDays) +
    (listing.budget === null ? 0 : most.budget)
  );
}

/** The best first; of two alike the one that came first stays first. */
export function bestFirst<Card extends Ranked>(cards: readonly Card[], words: readonly string[], now: Date): Card[] {
  const points = new Map(cards.map((card) => [card.id, pointsOf(card, words, now)]));
  return cards.toSorted((a, b) => (points.get(b.id) ?? 0) - (points.get(a.id) ?? 0));
}
