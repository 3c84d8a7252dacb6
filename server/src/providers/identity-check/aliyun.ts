import type { IdentityCheck } from '../../domain/verification/identity-check.ts';
import { type AliyunAccess, askAliyun } from '../aliyun/call.ts';

/** What the authority says of a name and a number; 3 is that it does not know the number. */
const results: Readonly<Record<string, boolean>> = { '1': true, '2': false };

/**
 * Name and identity number compared with the records of the state by Aliyun (Cloudauth 2019-03-07, Id2MetaVerify). A number
 * that is not on record gets no answer: it may belong to a soldier or to somebody who has just been given it.
 */
export function aliyunIdentityCheck(
  settings: Omit<AliyunAccess, 'baseUrl'> & Partial<Pick<AliyunAccess, 'baseUrl'>>,
): IdentityCheck {
  const access = { baseUrl: 'https://cloudauth.aliyuncs.com', ...settings };
  return {
    async matches({ name, number }) {
      const query = { ParamType: 'normal', UserName: name, IdentifyNum: number };
      const answer = await askAliyun(access, { action: 'Id2MetaVerify', version: '2019-03-07', query, ok: '200' });
      const code = String(Object(answer['ResultObject'])['BizCode']);
      const matches = results[code];
      if (matches === undefined) throw new Error(`aliyun Id2MetaVerify: no answer, result ${code}`);
      return matches;
    },
  };
}
