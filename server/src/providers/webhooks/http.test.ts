import { describe, expect, it } from 'vitest';
import { httpWebhooks } from './http.ts';

const outside = httpWebhooks({ allowsInside: false });

describe('a webhook of a real partner', () => {
  it.each([
    ['not an address', 'malformed'],
    ['http://partner.example/', 'protocol'],
    ['file:///etc/passwd', 'protocol'],
    ['https://name@partner.example/', 'credentials'],
    ['https://127.0.0.1/', 'inside'],
    ['https://2130706433/', 'inside'],
    ['https://0x7f.1/', 'inside'],
    ['https://10.1.2.3/', 'inside'],
    ['https://169.254.169.254/latest/meta-data', 'inside'],
    ['https://[::1]/', 'inside'],
    ['https://[::ffff:10.0.0.1]/', 'inside'],
    ['https://[fd00::1]/', 'inside'],
  ])('is refused at %s', async (url, reason) => {
    expect(outside.refuses(url)).toBe(reason);
    expect(await outside.send({ url, headers: {}, body: '' })).toMatchObject({ status: undefined, error: reason });
  });

  it.each(['https://partner.example/hook', 'https://8.8.8.8/', 'https://[2606:4700::1]/'])('may be at %s', (url) => {
    expect(outside.refuses(url)).toBeUndefined();
  });

  it('is not brought to a name that leads inside', async () => {
    const { status, error } = await outside.send({ url: 'https://localhost/', headers: {}, body: '' });
    expect([status, error]).toEqual([undefined, 'the address is not a public one']);
  });
});
