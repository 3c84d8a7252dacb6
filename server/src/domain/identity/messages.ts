/** The port to SMS and mail providers. Types only; the providers behind it live in `providers/`. */

/**
 * One message to one person. `to` is a phone number or a mail address according to `channel`; `template` is our own
 * name, mapped to the provider's by its settings; `text` is the finished wording for providers without templates.
 */
export interface OutgoingMessage {
  market: string;
  channel: 'sms' | 'mail';
  to: string;
  template: string;
  params: Readonly<Record<string, string>>;
  text: string;
}

export interface MessageSender {
  /**
   * Hands the message to the provider. Sending twice may deliver twice.
   * @throws Error when the provider did not accept it; its text never holds the address or the parameters.
   */
  send(message: OutgoingMessage): Promise<void>;
}
