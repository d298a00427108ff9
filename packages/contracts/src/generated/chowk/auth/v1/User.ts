
export interface User {
  'id'?: (string);
  'name'?: (string);
  'roles'?: (string)[];
  'plan'?: (string);
  'planExpiresAt'?: (string);
  'maskedPhone'?: (string);
  'sharePhone'?: (boolean);
  'phone'?: (string);
}

export interface User__Output {
  'id': (string);
  'name': (string);
  'roles': (string)[];
  'plan': (string);
  'planExpiresAt': (string);
  'maskedPhone': (string);
  'sharePhone': (boolean);
  'phone': (string);
}
