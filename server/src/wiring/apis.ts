import { accessWords as channelAccess, channelEndpoints, channelWire } from '../apis/channel/index.ts';
import { accessWords, callbackPath, cloudworkEndpoints, cloudworkWire } from '../apis/cloudwork/index.ts';
import {
  accessWords as consultingAccess,
  consultingEndpoints,
  consultingWire,
  noticePath as wechatNotices,
} from '../apis/consulting/index.ts';
import { accessWords as gigAccess, gigEndpoints, gigWire, noticePath } from '../apis/gig/index.ts';
import {
  accessWords as iblockAccess,
  callbackPath as iblockCallbackPath,
  iblockEndpoints,
  iblockWire,
} from '../apis/iblock/index.ts';
import { marketUrl } from '../config.ts';
import type { AnyEndpoint, Wire } from '../platform/http/endpoint.ts';
import { operatorEndpoints, operatorWire } from '../apis/operator/index.ts';
import { findOperator } from '../domain/operators/index.ts';
import type { Work } from '../platform/work.ts';
import { unitsOf } from '../platform/work.ts';
import type { Means } from './means.ts';
import { moneyProofs } from './proofs.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- each wire has callers of its own kind.
type AnyWire = Wire<any, any>;

/** One market's API: how it speaks, what it answers, and its words for who may call. */
export interface Api {
  readonly wire: AnyWire;
  readonly endpoints: readonly AnyEndpoint[];
  readonly access: Readonly<Record<string, string>>;
}

/** The five APIs, and the console's. */
export function apisOf(means: Means, work: Work): Api[] {
  const { config, identity, sessions, catalog, files, vault, providers, live } = means;
  const { access, grants, calls } = means.channels;
  const channel = channelEndpoints({ access, vault, sender: providers.webhooks });
  const { channelCallsPerMinute: callsPerMinute } = config;
  const baseUrl = marketUrl(config, 'cloudwork');
  const cloudwork = cloudworkEndpoints({
    identity,
    sessions,
    catalog,
    files,
    vault,
    identityCheck: providers.identityCheck,
    topUps: { rail: providers.payIns, notifyUrl: baseUrl + callbackPath, returnUrl: `${baseUrl}/wallet/paid` },
    baseUrl,
    live,
    answersSmsCode: config.answersSmsCode && !config.isProduction,
  });
  const gigUrl = marketUrl(config, 'gig');
  const gig = gigEndpoints({
    identity,
    sessions,
    files,
    verification: { check: providers.identityCheck, vault },
    topUps: { rail: providers.payIns, notifyUrl: gigUrl + noticePath, returnUrl: '' },
    baseUrl: gigUrl,
  });
  const consulting = consultingEndpoints({
    identity,
    sessions,
    vault,
    topUps: { rail: providers.wechatPay, notifyUrl: marketUrl(config, 'consulting') + wechatNotices, returnUrl: '' },
  });
  const iblockUrl = marketUrl(config, 'iblock');
  const iblock = iblockEndpoints({
    identity,
    sessions,
    catalog,
    files,
    vault,
    topUps: { rail: providers.payIns, notifyUrl: iblockUrl + iblockCallbackPath, returnUrl: '' },
    baseUrl: iblockUrl,
  });
  return [
    { wire: cloudworkWire(sessions), endpoints: cloudwork, access: accessWords },
    { wire: channelWire({ grants, calls, callsPerMinute }), endpoints: channel, access: channelAccess },
    { wire: gigWire(sessions), endpoints: gig, access: gigAccess },
    { wire: consultingWire(sessions), endpoints: consulting, access: consultingAccess },
    { wire: iblockWire(sessions), endpoints: iblock, access: iblockAccess },
    operatorApi(means, work),
  ];
}

function operatorApi(means: Means, work: Work): Api {
  const { config, vault, sessions, files, catalog, clock, database, settings } = means;
  const { passwords } = means.identity;
  const operators = { passwords, vault, demandsTotp: config.isProduction };
  const endpoints = operatorEndpoints({
    ...operators,
    unitsIn: (market, operatorId) => unitsOf(work, market, { kind: 'operator', operatorId }),
    sessions,
    files,
    catalog,
    proofs: moneyProofs,
    settings,
  });
  const find = (token: string) => findOperator(database.reader, token, clock.now());
  return { wire: operatorWire({ ...operators, find }), endpoints, access: {} };
}
