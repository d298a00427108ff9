import type { Contact as _chowk_auth_v1_Contact, Contact__Output as _chowk_auth_v1_Contact__Output } from '../../../chowk/auth/v1/Contact.ts';

export interface GetContactsResponse {
  'contacts'?: (_chowk_auth_v1_Contact)[];
}

export interface GetContactsResponse__Output {
  'contacts': (_chowk_auth_v1_Contact__Output)[];
}
