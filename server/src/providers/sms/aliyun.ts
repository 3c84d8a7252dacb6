import type { MessageSender } from '../../domain/identity/messages.ts';
import { askAliyun } from '../aliyun/call.ts';

export interface AliyunSmsSettings {
  accessKeyId: string;
  accessKeySecret: string;
  /** The approved signature shown in front of each message, without the brackets 【】. */
  signName: string;
  /** Our template name to Aliyun's code, as { login_code: 'SMS_123456789' }. Parameters go by name. */
  templates: Readonly<Record<string, string>>;
  now: () => Date;
  /** https://dysmsapi.aliyuncs.com unless a test says otherwise. */
  baseUrl?: string;
}

/** Short messages by Aliyun (Dysmsapi 2017-05-25, SendSms). Refuses mail and templates without a code. */
export function aliyunSms(settings: AliyunSmsSettings): MessageSender {
  const access = { baseUrl: 'https://dysmsapi.aliyuncs.com', ...settings };
  return {
    async send(message) {
      const templateCode = settings.templates[message.template];
      if (message.channel !== 'sms') throw new Error(`aliyun sms: cannot send by ${message.channel}`);
      if (!templateCode) throw new Error(`aliyun sms: no template code for ${message.template}`);
      const query = {
        PhoneNumbers: aliyunNumber(message.to),
        SignName: settings.signName,
        TemplateCode: templateCode,
        TemplateParam: JSON.stringify(message.params),
      };
      await askAliyun(access, { action: 'SendSms', version: '2017-05-25', query, ok: 'OK' });
    },
  };
}

/** Aliyun wants Chinese numbers bare and foreign ones with their country code but no plus. */
function aliyunNumber(to: string): string {
  if (!/^\+?\d{6,15}$/.test(to)) throw new Error('aliyun sms: the phone number is malformed');
  return to.replace(/^\+86/, '').replace(/^\+/, '');
}
