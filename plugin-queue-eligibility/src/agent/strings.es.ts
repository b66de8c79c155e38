import type { agentEn } from './strings.en';

/** What the queues of one agent say, in Spanish. */
export const agentEs: Readonly<Record<keyof typeof agentEn, string>> = {
  QueueEligibilityAgentTitle: 'Colas de {{agent}}',
  QueueEligibilityAgentSection: 'Colas',
  QueueEligibilityAgentLarge: 'Abrir en una ventana',
  QueueEligibilityAgentLargeLabel: 'Abrir las colas de {{agent}} en una ventana',
  QueueEligibilityAgentSearch: 'Buscar en las {{count}} colas',
  QueueEligibilityAgentFound: '{{found}} de {{count}} colas coinciden con «{{search}}»',
  QueueEligibilityAgentEligible: 'Elegible',
  QueueEligibilityAgentUnsure: 'No es seguro',
  QueueEligibilityAgentUnsureText: 'Qué decide TaskRouter sobre estas no se puede saber aquí. Pregúntele.',
  QueueEligibilityAgentOthers: 'No elegible',
  QueueEligibilityAgentNoEligible: 'La expresión de ninguna cola coincide con este agente.',
  QueueEligibilityAgentNoOthers: 'No hay otras colas.',
  QueueEligibilityAgentNothing: 'Aquí ninguna cola coincide con «{{search}}».',
  QueueEligibilityAgentMore: 'Mostrar {{count}} más',
  QueueEligibilityAgentMoreLabel: 'Mostrar {{count}} más de {{group}}',
  QueueEligibilityAgentAsk: 'Preguntar a TaskRouter',
  QueueEligibilityAgentAskLabel: 'Preguntar a TaskRouter qué colas tiene {{agent}}',
  QueueEligibilityAgentAsking: 'Preguntando a TaskRouter…',
  QueueEligibilityAgentAgrees: 'Respuesta de TaskRouter de las {{time}}: coincide con nuestra lectura.',
  QueueEligibilityAgentDisagrees:
    'La respuesta de TaskRouter de las {{time}} difiere de nuestra lectura, y es la que se muestra. Colas en que difiere: {{queues}}.',
  QueueEligibilityAgentStale:
    'El agente ha cambiado desde que TaskRouter respondió a las {{time}}. Pregunte de nuevo.',
  QueueEligibilityAgentNotFound: 'TaskRouter ya no conoce a este agente.',
  QueueEligibilityAgentReading: 'Leído aquí de los atributos del agente y las expresiones de las colas.',
  QueueEligibilityAgentInStep: 'El agente lleva exactamente estas colas.',
  QueueEligibilityAgentDiffersTitle: 'El agente lleva otra cosa',
  QueueEligibilityAgentLeftTitle: 'La lista del agente no se pudo poner al día',
  QueueEligibilityAgentDiffersMissing: 'Faltan en la lista del agente: {{queues}}',
  QueueEligibilityAgentDiffersExtra: 'Están en la lista del agente y no deberían: {{queues}}',
  QueueEligibilityAgentDiffersNew:
    'Tras un cambio es normal durante unos segundos. Si permanece, lo corrige la próxima sincronización.',
  QueueEligibilityAgentDiffersSince: 'Se sabe desde {{time}}: {{reason}} {{todo}}',
  QueueEligibilityAgentUnsyncedTitle: 'El agente aún no lleva ninguna lista',
  QueueEligibilityAgentUnsyncedText:
    'Lo que se muestra se lee de los atributos del agente. La próxima sincronización escribe la lista; un administrador puede iniciarla.',
  QueueEligibilityAgentMissingTitle: 'No se conocen los atributos de este agente',
  QueueEligibilityAgentMissingText:
    'Flex no los ha recibido, así que aquí no se puede saber para qué colas es elegible. Pregunte a TaskRouter.',
  QueueEligibilityAgentNoJsonTitle: 'Los atributos de este agente no se pueden leer',
  QueueEligibilityAgentNoJsonText:
    'No son un objeto JSON, así que ninguna expresión encuentra nada en ellos. Debe corregirlo quien los escribe: {{attributes}}',
  QueueEligibilityAgentGoneTitle: 'Este agente ya no está en la vista de equipos',
  QueueEligibilityAgentGoneText: 'Se muestra cómo estaba a las {{time}}; ya no se sigue.',
  QueueEligibilityAgentFailedTitle: 'No se pudieron cargar las colas',
  QueueEligibilityAgentFailedText:
    'Las Functions no responden, así que solo se muestra la lista que lleva el agente.',
  QueueEligibilityAgentOldTitle: 'No se pudieron volver a cargar las colas',
  QueueEligibilityAgentOldText: 'Las expresiones que se muestran se leyeron hace algún tiempo.',
  QueueEligibilityAgentBadgeAsked: 'lo dice TaskRouter',
  QueueEligibilityAgentBadgeList: 'según la lista del agente',
  QueueEligibilityAgentBadgeGuess: 'una suposición',
  QueueEligibilityAgentBadgeMissing: 'no está en la lista del agente',
  QueueEligibilityAgentBadgeExtra: 'está en la lista del agente',
  QueueEligibilityAgentSourceList:
    'Para una cola así se pregunta a TaskRouter cada vez que cambia el agente; su última respuesta está en la lista del agente, y es la que se muestra.',
  QueueEligibilityAgentSourceGuess:
    'Se muestra nuestra propia lectura. Pregunte a TaskRouter para estar seguro.',
  QueueEligibilityAgentContradicted: 'Según nuestra lectura sería al revés, como muestran las cláusulas.',
  QueueEligibilityAgentGoneQueue: 'Esta cola ya no existe. La próxima sincronización la quita de la lista.',
};
