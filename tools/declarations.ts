import { channelEndpoints, type ChannelMeans } from '../server/src/apis/channel/index.ts';
import { cloudworkEndpoints, type CloudworkMeans } from '../server/src/apis/cloudwork/index.ts';
import { consultingEndpoints, type ConsultingMeans } from '../server/src/apis/consulting/index.ts';
import { gigEndpoints, type GigMeans } from '../server/src/apis/gig/index.ts';
import { iblockEndpoints, type IblockMeans } from '../server/src/apis/iblock/index.ts';
import { type OperatorApiMeans, operatorEndpoints } from '../server/src/apis/operator/index.ts';
import type { AnyEndpoint } from '../server/src/platform/http/endpoint.ts';

/** The endpoints of each API as they are declared. They are looked at, never called, so nothing they need has to be there. */
export function declaredEndpoints(): Readonly<Record<string, readonly AnyEndpoint[]>> {
  const nothing = nothingAtAll<CloudworkMeans & ChannelMeans & IblockMeans & GigMeans & ConsultingMeans>();
  return {
    cloudwork: cloudworkEndpoints(nothing),
    iblock: iblockEndpoints(nothing),
    gig: gigEndpoints(nothing),
    consulting: consultingEndpoints(nothing),
    channel: channelEndpoints(nothing),
  };
}

/** The endpoints of the console's API, in the same way; no document describes them. */
export const declaredForOperators = (): readonly AnyEndpoint[] => operatorEndpoints(nothingAtAll<OperatorApiMeans>());

function nothingAtAll<Means>(): Means {
  const nothing: unknown = new Proxy({}, { get: () => nothing });
  return nothing as Means;
}
