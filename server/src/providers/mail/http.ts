import type { MessageSender } from '../../domain/identity/messages.ts';

export interface HttpMailSettings {
  /** Where a mail is posted as JSON {from, to, subject, text}. */
  url: string;
  /** Sent as a bearer key. */
  key: string;
  /** The sender, as "灵工 <no-reply@example.com>". */
  from: string;
  /** Our template name to the subject line. */
  subjects: Readonly<Record<string, string>>;
}

const timeoutMs = 10_000;

/** Mail by any provider with an HTTP interface, or by a small bridge in front of one. Accepted means status 2xx. */
export function httpMail(settings: HttpMailSettings): MessageSender {
  return {
    async send(message) {
      const subject = settings.subjects[message.template];
      if (message.channel !== 'mail') throw new Error(`http mail: cannot send by ${message.channel}`);
      if (!subject) throw new Error(`http mail: no subject for ${message.template}`);
      if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(message.to)) throw new Error('http mail: the address is malformed');
      const response = await fetch(settings.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${settings.key}` },
        body: JSON.stringify({ from: settings.from, to: message.to, subject, text: message.text }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      // Read to the end, so that the connection can be used again.
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`http mail: HTTP ${response.status}`);
    },
  };
}
