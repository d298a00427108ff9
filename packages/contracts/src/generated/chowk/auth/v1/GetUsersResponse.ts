import type { User as _chowk_auth_v1_User, User__Output as _chowk_auth_v1_User__Output } from '../../../chowk/auth/v1/User.ts';

export interface GetUsersResponse {
  'users'?: (_chowk_auth_v1_User)[];
}

export interface GetUsersResponse__Output {
  'users': (_chowk_auth_v1_User__Output)[];
}
