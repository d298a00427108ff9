import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { inboxContract } from './inbox/http/notifications.routes.ts';
import { devMessagesContract } from './sms/http/dev-messages.routes.ts';

export const contract = {
  service: 'notify',
  title: 'Notify',
  capabilities: { inbox: inboxContract, sms: devMessagesContract, attention: attentionContract('notify') },
} as const satisfies ServiceContract;
