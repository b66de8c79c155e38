import type { teamsViewEn } from './strings.en';

/** What the column and the filter say, in Spanish. */
export const teamsViewEs: Record<keyof typeof teamsViewEn, string> = {
  QueueEligibilityColumnHeader: 'Colas elegibles',
  QueueEligibilityColumnSort: 'Se ordena por el número de colas del agente',
  QueueEligibilityColumnNone: 'Ninguna cola',
  QueueEligibilityColumnNoneHint: 'La expresión de ninguna cola coincide con este agente.',
  QueueEligibilityColumnUnsynced: 'Sin sincronizar',
  QueueEligibilityColumnUnsyncedHint:
    'Las colas de este agente aún no se han consultado. Lo hará la próxima sincronización; un administrador puede iniciarla.',
  QueueEligibilityColumnInvalid: 'No es una lista de colas',
  QueueEligibilityColumnInvalidHint:
    'El atributo «{{attribute}}» de este agente contiene otra cosa que una lista de colas. Se deja como está; un administrador puede hacer que se reemplace.',
  QueueEligibilityColumnFull: 'Atributos llenos',
  QueueEligibilityColumnFullHint:
    'La lista de este agente no cabe en los atributos del trabajador (4096 caracteres); lo que se muestra puede estar desactualizado. Acorte otros atributos: la lista se actualiza sola.',
  QueueEligibilityColumnBehind: 'Puede no estar al día',
  QueueEligibilityColumnGone: 'Cola eliminada',
  QueueEligibilityColumnGoneHint:
    'La cola {{sid}} ya no existe. La próxima sincronización la quita de la lista.',
  QueueEligibilityColumnUnnamed: 'No se pudieron cargar los nombres de las colas; se muestran sus SID.',
  QueueEligibilityColumnMore: '+{{count}}',
  QueueEligibilityColumnMoreLabel: 'Mostrar las {{count}} colas de {{agent}}',
  QueueEligibilityListNothing: 'Ninguna cola coincide con «{{search}}».',
  QueueEligibilityFilterTitle: 'Colas elegibles',
  QueueEligibilityFilterLabel: 'Colas',
  QueueEligibilityFilterPlaceholder: 'Escriba para buscar una cola',
  QueueEligibilityFilterHelp: 'Se muestran los agentes elegibles para alguna de estas colas.',
  QueueEligibilityFilterAny: 'Cualquiera',
  QueueEligibilityFilterChosen: '{{count}} elegidas',
  QueueEligibilityFilterAllChosen: 'todas de {{count}}',
  QueueEligibilityFilterAllHelp: 'Se muestran los agentes elegibles para todas estas colas.',
  QueueEligibilityFilterMode: 'Agentes elegibles para',
  QueueEligibilityFilterModeAny: 'alguna de estas',
  QueueEligibilityFilterModeAll: 'todas estas',
  QueueEligibilityFilterAgents: '({{count}})',
  QueueEligibilityFilterClear: 'Borrar colas',
  QueueEligibilityFilterRemove: 'Quitar {{queue}}',
  QueueEligibilityFilterMore: 'y {{count}} más: escriba para encontrarlas',
  QueueEligibilityFilterLimit:
    'No se puede filtrar por más de {{limit}} colas a la vez. Quite una para elegir otra.',
  QueueEligibilityFilterLoading: 'Cargando colas…',
  QueueEligibilityFilterFailed: 'No se pudieron cargar las colas.',
  QueueEligibilityFilterRetry: 'Reintentar',
  QueueEligibilityFilterNothing: 'No se encontró ninguna cola',
};
