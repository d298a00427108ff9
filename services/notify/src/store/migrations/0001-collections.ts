import { createCollections, type Migration } from '@chowk/runtime/mongo';
import { notificationModel } from '../../inbox/store/notification.model.ts';
import { mailboxModel, smsModel } from '../../sms/store/sms.model.ts';
import { streamEventModel, streamModel } from '../../stream/store/stream.model.ts';

export const collections: Migration = {
  id: '0001-collections',
  up: (connection) =>
    createCollections([
      streamModel(connection),
      streamEventModel(connection),
      notificationModel(connection),
      smsModel(connection),
      mailboxModel(connection),
    ]),
};
