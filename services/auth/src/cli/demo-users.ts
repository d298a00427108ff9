import type { Role } from '@chowk/runtime/identity';
import type { User } from '../users/domain/user.ts';

/** A fixed id, so that other services' demo data can name its owner: `usr_00000000000000000000000M01`. */
const demoId = (short: string): string => `usr_${short.padStart(26, '0')}`;

interface DemoPerson {
  short: string;
  /**
   * +1 201 555 0100 to 0199: set aside by the North American Numbering Plan for stories, so nobody can ever hold
   * one and sign in as somebody of the demo. India has no such range.
   */
  phone: string;
  firstName: string;
  lastName: string;
  city: string;
  roles: Role[];
}

const PEOPLE: readonly DemoPerson[] = [
  merchant('M01', '+12015550101', 'Lakshmi', 'Narayan', 'Indore'),
  merchant('M02', '+12015550102', 'Imran', 'Sheikh', 'Indore'),
  merchant('M03', '+12015550103', 'Harpreet', 'Kaur', 'Indore'),
  merchant('M04', '+12015550104', 'Anand', 'Rao', 'Indore'),
  merchant('M05', '+12015550105', 'Mary', 'Fernandes', 'Indore'),
  {
    short: 'A01',
    phone: '+12015550110',
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
