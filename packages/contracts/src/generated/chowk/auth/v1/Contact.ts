
export interface Contact {
  'userId'?: (string);
  'phone'?: (string);
  'email'?: (string);
  'language'?: (string);
}

export interface Contact__Output {
  'userId': (string);
  'phone': (string);
  'email': (string);
  'language': (string);
}
