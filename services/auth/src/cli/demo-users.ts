import type { Role } from '@chowk/runtime/identity';
import type { User } from '../users/domain/user.ts';

/** A fixed id, so that other services' demo data can name its owner: `usr_00000000000000000000000M01`. */
const demoId = (short: string): string => `usr_${short.padStart(26, '0')}`;

interface DemoPerson {
  short: string;
  phone: string;
  firstName: string;
  lastName: string;
  city: string;
  roles: Role[];
}

const PEOPLE: readonly DemoPerson[] = [
  merchant('M01', '+919876500001', 'Lakshmi', 'Narayan', 'Indore'),
  merchant('M02', '+919876500002', 'Imran', 'Sheikh', 'Indore'),
  merchant('M03', '+919876500003', 'Harpreet', 'Kaur', 'Indore'),
  merchant('M04', '+919876500004', 'Anand', 'Rao', 'Indore'),
  merchant('M05', '+919876500005', 'Mary', 'Fernandes', 'Indore'),
  {
    short: 'A01',
    phone: '+919876500010',
    firstName: 'Meera',
    lastName: 'Iyer',
    city: 'Indore',
    roles: ['user', 'admin', 'owner'],
  },
];

function merchant(
  short: string,
  phone: string,
  firstName: string,
  lastName: string,
  city: string,
): DemoPerson {
  return { short, phone, firstName, lastName, city, roles: ['user', 'merchant'] };
}

/** The people of the demo city: five merchants who own its shops, and an owner of the installation. */
export const demoUsers = (now: Date): User[] =>
  PEOPLE.map(({ short, phone, firstName, lastName, city, roles }) => ({
    id: demoId(short),
    phone,
    roles,
    status: 'active',
    plan: 'basic',
    profile: { firstName, lastName, location: { city, state: 'Madhya Pradesh' } },
    sharePhone: false,
    language: 'en',
    createdAt: now,
    version: 1,
  }));
