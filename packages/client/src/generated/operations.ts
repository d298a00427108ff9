// Made by `npm run contract` from the declared routes. Not edited by hand.
export const OPERATIONS = {
  listNotifications: { method: 'GET', path: '/api/v1/notifications' },
  countUnreadNotifications: { method: 'GET', path: '/api/v1/notifications/unread-count' },
  markAllNotificationsRead: { method: 'PUT', path: '/api/v1/notifications/read-all' },
  markNotificationRead: { method: 'PUT', path: '/api/v1/notifications/{id}/read' },
  removeNotification: { method: 'DELETE', path: '/api/v1/notifications/{id}' },
  listErrorCodes: { method: 'GET', path: '/api/v1/errors' },
  getApiDocument: { method: 'GET', path: '/api/v1/openapi.json' },
} as const;
