/** Who may call: reading is for supervisors and admins, commands are for admins. */
export const ROLES = { read: ['admin', 'supervisor'], command: ['admin'] } as const;
