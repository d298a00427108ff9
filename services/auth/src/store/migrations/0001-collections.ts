import { createCollections, type Migration } from '@chowk/runtime/mongo';
import { auditModel } from '../../audit/store/audit.repository.ts';
import { refreshTokenModel, sessionModel } from '../../sessions/store/session.model.ts';
import { keyRingModel } from '../../tokens/store/key-ring.repository.ts';
import { userModel } from '../../users/store/user.model.ts';

export const collections: Migration = {
  id: '0001-collections',
  async up(connection) {
    const models = [userModel, sessionModel, refreshTokenModel, keyRingModel, auditModel];
    await createCollections(models.map((model) => model(connection) as never));
  },
};
