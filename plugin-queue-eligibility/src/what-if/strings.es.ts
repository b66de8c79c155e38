import type { whatIfEn } from './strings.en';

/** What the view "What if" says, in Spanish. */
export const whatIfEs: Readonly<Record<keyof typeof whatIfEn, string>> = {
  QueueEligibilityWhatIfTitle: 'Qué pasaría si',
  QueueEligibilityWhatIfText:
    'Cambie una regla y vea quién ganaría o perdería la cola. Por mirar no se guarda nada.',
  QueueEligibilityWhatIfQueue: 'Cola',
  QueueEligibilityWhatIfNewQueue: 'Una cola nueva',
  QueueEligibilityWhatIfGoneQueue: '{{queue}} (eliminada)',
  QueueEligibilityWhatIfExpression: 'Quién debe ser elegible',
  QueueEligibilityWhatIfReset: 'Volver a la regla actual',
  QueueEligibilityWhatIfReplaced: 'Lo que había escrito se conserva.',
  QueueEligibilityWhatIfBack: 'Recuperarlo',
  QueueEligibilityWhatIfWorking: 'Mirando a cada agente',
  QueueEligibilityWhatIfNoEditing:
    'Las reglas no se guardan aquí (QUEUE_EDITING no está activo): copie el texto donde se mantienen sus colas.',
  QueueEligibilityWhatIfGoneTitle: 'La cola se ha eliminado',
  QueueEligibilityWhatIfGoneText: 'Lo que ha escrito sigue aquí y se puede copiar.',
  QueueEligibilityWhatIfChangedTitle: 'Alguien ha cambiado la regla desde que empezó',
  QueueEligibilityWhatIfChangedText:
    'Lo que ha escrito sigue aquí y se compara con la regla tal como es ahora:',
  QueueEligibilityWhatIfTheirs: 'Empezar con esta',
  QueueEligibilityWhatIfGain: 'La ganarían',
  QueueEligibilityWhatIfLose: 'La perderían',
  QueueEligibilityWhatIfUncertain: 'Dudosos ({{count}})',
  QueueEligibilityWhatIfFromTo: '{{before}} → {{after}}',
  QueueEligibilityWhatIfNobody: 'No cambiaría nada para nadie.',
  QueueEligibilityWhatIfSame: 'Esta es la regla actual. Cámbiela y aquí se muestra su efecto.',
  QueueEligibilityWhatIfUnreadable:
    'El efecto se muestra en cuanto se puede leer la expresión. Aun así se puede preguntar a TaskRouter.',
  QueueEligibilityWhatIfDistrusted:
    'Así que lo que se muestra aquí también puede ser erróneo: se puede preguntar a TaskRouter por la regla nueva.',
  QueueEligibilityWhatIfShared: 'Otras colas de estos agentes',
  QueueEligibilityWhatIfSharedText:
    'Quien gana la cola también trabaja para estas y tendrá menos tiempo para ellas.',
  QueueEligibilityWhatIfEffect: 'Efecto',
  QueueEligibilityWhatIfBefore: 'Ahora',
  QueueEligibilityWhatIfAfter: 'Entonces',
  QueueEligibilityWhatIfCopy: 'Copiar',
  QueueEligibilityWhatIfCopied: 'Copiado',
  QueueEligibilityWhatIfCopyFailed: 'No se pudo copiar',
  QueueEligibilityWhatIfAsk: 'Preguntar a TaskRouter',
  QueueEligibilityWhatIfAskText: 'Evalúa él mismo la expresión y comparamos.',
  QueueEligibilityWhatIfAsking: 'Preguntando: {{count}} agentes nombrados hasta ahora',
  QueueEligibilityWhatIfNames: 'TaskRouter nombra {{count}} agentes',
  QueueEligibilityWhatIfNamesOne: 'TaskRouter nombra a un agente',
  QueueEligibilityWhatIfAgrees: 'Son los mismos que encontramos.',
  QueueEligibilityWhatIfDisagrees:
    'No son los mismos que encontramos: los agentes han cambiado desde que se leyeron, o nuestra lectura de la expresión es errónea.',
  QueueEligibilityWhatIfSettled: 'Dudosos para nosotros: {{count}} de ellos.',
  QueueEligibilityWhatIfStrangers: 'Más nuevos que lo leído: {{count}} de ellos. Lea de nuevo.',
  QueueEligibilityWhatIfOnlyTheirs: 'Nombrados por TaskRouter, no encontrados por nosotros',
  QueueEligibilityWhatIfOnlyOurs: 'Encontrados por nosotros, no nombrados por TaskRouter',
  QueueEligibilityWhatIfSettledIn: 'Dudosos para nosotros, nombrados por TaskRouter',
  QueueEligibilityEditSave: 'Guardar…',
  QueueEligibilityEditTitle: '¿Cambiar la regla de {{queue}}?',
  QueueEligibilityEditEffect:
    'Agentes que ganan la cola: {{gain}}; que la pierden: {{lose}}; dudosos: {{unknown}}. Según lo leído.',
  QueueEligibilityEditNoEffect: 'Su efecto aún no se conoce: cierre esto y espere, o pregunte a TaskRouter.',
  QueueEligibilityEditText:
    'TaskRouter se rige por la regla nueva de inmediato. Solo se guarda si la cola aún tiene la actual, y se puede deshacer desde la lista de cambios.',
  QueueEligibilityEditNote: 'Por qué',
  QueueEligibilityEditNoteHelp: 'Para quien lo lea después: un ticket, un motivo.',
  QueueEligibilityEditDismiss: 'No cambiarla',
  QueueEligibilityEditConfirm: 'Cambiar la regla',
  QueueEligibilityEditSavedTitle: 'La regla ha cambiado',
  QueueEligibilityEditSavedText: 'Las listas de los agentes la siguen en segundos o minutos.',
  QueueEligibilityEditOvertakenTitle: 'La regla se cambió, y después la cambió otra persona',
  QueueEligibilityEditOvertakenText: 'Lo que la cola tiene ahora no es lo que guardó.',
  QueueEligibilityEditChangedTitle: 'No se guardó: alguien ha cambiado la regla entretanto',
  QueueEligibilityEditChangedText:
    'La cola tiene otra regla que la que se leyó. Lo que ha escrito sigue aquí; mire de nuevo su efecto y después guarde.',
  QueueEligibilityEditOffTitle: 'No se guardó: las reglas no se cambian aquí',
  QueueEligibilityEditOffText:
    'QUEUE_EDITING no está activo en este despliegue. Copie el texto donde se mantienen sus colas.',
  QueueEligibilityEditTooLongTitle: 'No se guardó: las expresiones son demasiado largas para conservarlas',
  QueueEligibilityEditTooLongText:
    'El cambio no se podría deshacer después, así que no se hizo. Cambie esta cola en la Console.',
  QueueEligibilityEditUnheardTitle: 'No se sabe si se guardó',
  QueueEligibilityEditUnheardText:
    'La respuesta de TaskRouter se perdió. La regla que se muestra como actual lo dice.',
  QueueEligibilityEditRefusedTitle: 'TaskRouter no acepta esta expresión',
  QueueEligibilityEditRefusedText: 'Lo que ha escrito sigue aquí. En palabras de TaskRouter:',
  QueueEligibilityEditsTitle: 'Cambios hechos aquí',
  QueueEligibilityEditsNone: 'La regla de esta cola aún no se ha cambiado aquí.',
  QueueEligibilityEditsFailed: 'No se pudieron cargar los cambios.',
  QueueEligibilityEditsBy: '{{by}}, {{time}}',
  QueueEligibilityEditsBegun: 'no se sabe si se guardó',
  QueueEligibilityEditsPutBack: 'Probar la anterior',
};
