import type { Capability } from '@chowk/chassis';
import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Connection } from 'mongoose';
import type { AuditApi } from '../audit/audit.ts';
import type { Config } from '../config.ts';
import { parsePhone, type PhoneRules } from './domain/phone.ts';
import { profileRoutes } from './http/profile.routes.ts';
import { userModel } from './persistence/user.model.ts';
import { createUserRepository } from './persistence/user.repository.ts';
import type { UserRepository } from './ports.ts';
import { createAddMissingUsers, type AddMissingUsers } from './use-cases/add-missing-users.ts';
import { createFindOrRegister, type FindOrRegister } from './use-cases/find-or-register.ts';
import { createFindUserByPhone, type FindUserByPhone } from './use-cases/find-user-by-phone.ts';
import { createGetUser } from './use-cases/get-user.ts';
import { createUpdateProfile } from './use-cases/update-profile.ts';

export interface UsersApi extends Pick<UserRepository, 'find' | 'findMany' | 'updateAccess'> {
  findUserByPhone: FindUserByPhone;
  findOrRegister: FindOrRegister;
  addMissingUsers: AddMissingUsers;
}

/** Where numbers of people may be, as the settings say. */
export const phoneRules = (config: Config): PhoneRules => ({
  defaultRegion: config.PHONE_DEFAULT_REGION,
  countryCodes: config.PHONE_COUNTRY_CODES,
});

/** People: who they are, what they say of themselves, what they may do. */
export function composeUsers(deps: {
  connection: Connection;
  outbox: Outbox;
  config: Config;
  audit: AuditApi;
  clock: Clock;
}): Capability<UsersApi> {
  const { connection, outbox, config, audit, clock } = deps;
  const phones = phoneRules(config);
  const ownerPhones = config.BOOTSTRAP_ADMIN_PHONES.map((phone) =>
    parsePhone(phone, phones, 'BOOTSTRAP_ADMIN_PHONES'),
  );
  const users = createUserRepository(connection);
  const getUser = createGetUser({ users });
  return {
    name: 'users',
    api: {
      find: users.find,
      findMany: users.findMany,
      updateAccess: users.updateAccess,
      findUserByPhone: createFindUserByPhone({ users, phones }),
      findOrRegister: createFindOrRegister({ users, audit, ownerPhones }),
      addMissingUsers: createAddMissingUsers({ outbox, users, audit }),
    },
    collections: [userModel(connection)],
    routes: profileRoutes({ getUser, updateProfile: createUpdateProfile({ users, getUser, clock }), clock }),
  };
}
