import { Type } from 'typebox';
import { grantTokens, refreshTokens, type TokenPair } from '../../../domain/channels/index.ts';
import { oneOf, secret, text } from '../../../platform/http/fields.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const tokens = Type.Object({
  access_token: Type.String({ description: 'JWT（HS256）' }),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: '秒' }),
  refresh_token: Type.String({ description: '只能用一次，30 天有效' }),
});

const toTokens = (pair: TokenPair) => ({
  access_token: pair.accessToken,
  token_type: 'Bearer' as const,
  expires_in: pair.lifeSeconds,
  refresh_token: pair.refreshToken,
});

/** Getting in and staying in (seed 004: POST /auth/token, POST /auth/refresh). */
export function authRoutes({ access }: ChannelMeans) {
  return [
    endpoint({
      id: 'auth_token',
      method: 'POST',
      paths: ['/api/v1/auth/token'],
      title: '获取 Token',
      notes: '密钥轮换时新旧两个 secret 同时有效；失败次数过多时返回 429',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        appkey: text({ max: 100 }).required().says('渠道唯一标识'),
        secret: secret().required().says('渠道密钥'),
        grant_type: oneOf(['client_credentials']).required(),
      },
      answer: tokens,
      async handle(call) {
        const { appkey, secret: sent } = call.fields;
        return toTokens(
          await grantTokens(call, access, { clientId: appkey, secret: sent, address: call.request.address }),
        );
      },
    }),
    endpoint({
      id: 'auth_refresh',
      method: 'POST',
      paths: ['/api/v1/auth/refresh'],
      title: '刷新 Token',
      notes: '不需要 access_token；refresh_token 随之更换，重复使用会使同一次登录的全部 Token 失效',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        refresh_token: secret().required().says('刷新令牌'),
        grant_type: oneOf(['refresh_token']).required(),
      },
      answer: tokens,
      handle: async (call) => toTokens(await refreshTokens(call, access, call.fields.refresh_token)),
    }),
  ];
}
