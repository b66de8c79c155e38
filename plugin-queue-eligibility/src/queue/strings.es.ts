import type { queueEn } from './strings.en';

/** What the page of a queue says, in Spanish. */
export const queueEs: Readonly<Record<keyof typeof queueEn, string>> = {
  QueueEligibilityQueueGoneTitle: 'Esta cola ya no existe',
  QueueEligibilityQueueGoneText: 'Se eliminó, o es de otro espacio de trabajo: {{sid}}.',
  QueueEligibilityQueueWhatIf: 'Qué pasaría si…',
  QueueEligibilityQueueRule: 'Su regla',
  QueueEligibilityQueueWorking: 'Mirando a cada agente',
  QueueEligibilityQueueTheirs: 'TaskRouter cuenta',
  QueueEligibilityQueueUncertain: 'Dudosos',
  QueueEligibilityQueueCountsSame: 'TaskRouter cuenta los mismos.',
  QueueEligibilityQueueCountsFit:
    'La cuenta de TaskRouter encaja: está entre los que lo son y los que podrían serlo.',
  QueueEligibilityQueueCountsDiffer: 'TaskRouter cuenta {{theirs}}, nosotros encontramos {{ours}}',
  QueueEligibilityQueueCountsDifferText:
    'Su cuenta lleva unos segundos de retraso y los agentes cambian. Lea de nuevo; si sigue así, nuestra lectura de la regla es errónea y la próxima sincronización lo descubre.',
  QueueEligibilityQueueDistrusted: 'Nuestra lectura de esta regla resultó errónea',
  QueueEligibilityQueueUnreadable: 'No podemos decir quién es elegible según esta regla',
  QueueEligibilityQueueUnreadableText:
    'Solo TaskRouter lo sabe: la vista de equipos muestra a quiénes nombra. «Qué pasaría si…» puede preguntarle.',
  QueueEligibilityQueueWho: 'Elegibles, primero los disponibles',
  QueueEligibilityQueueWhoNobody: 'Nadie es elegible para esta cola.',
  QueueEligibilityQueueNearly: 'Casi elegibles',
  QueueEligibilityQueueNearlyText: 'A cada uno le falta una cosa y nada más.',
  QueueEligibilityQueueNearlyNobody: 'A nadie le falta solo una cosa.',
  QueueEligibilityQueueNearlyMore: 'y {{count}} motivos más',
  QueueEligibilityQueueClause: 'Cláusula',
  QueueEligibilityQueueLackAvailable: '{{count}} disponibles ahora',
  QueueEligibilityQueueLacks: 'Solo le falta',
  QueueEligibilityQueueList: 'Lista',
  QueueEligibilityQueueHide: 'Ocultar la lista',
  QueueEligibilityQueueUnknown: 'Dudosos',
  QueueEligibilityQueueUnknownText:
    'De estos agentes la regla no lo dice con certeza, o no se conocen sus atributos. Decide TaskRouter.',
};
