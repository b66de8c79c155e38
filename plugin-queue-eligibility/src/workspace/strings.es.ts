import type { workspaceEn } from './strings.en';

/** What the views about queues and agents have in common, in Spanish. */
export const workspaceEs: Readonly<Record<keyof typeof workspaceEn, string>> = {
  QueueEligibilityWorkspaceRead: '{{agents}} agentes y {{queues}} colas, a las {{time}}',
  QueueEligibilityWorkspaceAgain: 'Leer de nuevo',
  QueueEligibilityWorkspaceReading: 'Leyendo agentes: {{count}} hasta ahora',
  QueueEligibilityWorkspaceFetching:
    'La lista de TaskRouter vino sin atributos. Uno por uno: {{fetched}} de {{count}}',
  QueueEligibilityWorkspaceOld: 'Se sigue mostrando lo que se leyó antes.',
  QueueEligibilityWorkspaceKept: 'Ya se leyeron {{count}} agentes; se continúa desde ahí.',
  QueueEligibilityWorkspaceUnknown: 'De {{count}} agentes no se sabe nada',
  QueueEligibilityWorkspaceUnknownOne: 'De un agente no se sabe nada',
  QueueEligibilityWorkspaceUnknownText:
    'TaskRouter no dijo cuáles son sus atributos. No cuentan ni como elegibles ni como no elegibles.',
  QueueEligibilityAgentsSearch: 'Buscar agentes',
  QueueEligibilityAgentsNothing: 'Ningún agente coincide con «{{search}}».',
  QueueEligibilityAgentsCount: '{{count}} agentes',
  QueueEligibilityAgentsCountOne: 'un agente',
  QueueEligibilityAgentsCsv: 'CSV',
  QueueEligibilityAgentsCsvOf: 'Descargar como CSV: {{what}}',
  QueueEligibilityAgentsName: 'Agente',
  QueueEligibilityAgentsWorker: 'Trabajador',
  QueueEligibilityAgentsSid: 'SID',
  QueueEligibilityAgentsActivity: 'Actividad',
  QueueEligibilityAgentsTeams: 'Ver en la vista de equipos',
};
