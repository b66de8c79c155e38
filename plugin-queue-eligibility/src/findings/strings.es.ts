import type { coverageEn } from './strings.en';

/** What the view "Coverage" says, in Spanish. */
export const coverageEs: Readonly<Record<keyof typeof coverageEn, string>> = {
  QueueEligibilityCoverageTitle: 'Cobertura',
  QueueEligibilityCoverageText:
    'Dónde tiene un hueco el espacio de trabajo: lo peor primero, con el camino hasta ello.',
  QueueEligibilityCoverageWorking: 'Mirando cada cola y cada agente',
  QueueEligibilityCoverageNothingTitle: 'No se encontró ningún hueco',
  QueueEligibilityCoverageNothingText:
    'Cada cola tiene agentes, cada regla se puede leer y cada agente está en una cola.',
  QueueEligibilityCoverageKind: 'Hallazgo',
  QueueEligibilityCoverageAll: 'Todos los hallazgos ({{count}})',
  QueueEligibilityCoverageHarm: 'Daño',
  QueueEligibilityCoverageHigh: 'Hay clientes esperando',
  QueueEligibilityCoverageMiddle: 'Alguien tropezará',
  QueueEligibilityCoverageLow: 'Conviene saberlo',
  QueueEligibilityCoverageSubject: 'Sobre',
  QueueEligibilityCoverageDetails: 'Detalles',
  QueueEligibilityAgentsCsvAgents: 'Agentes',
  QueueEligibilityCoverageQueue: 'La cola',
  QueueEligibilityCoveragePropose: 'Qué pasaría si pidiera «{{value}}»…',
  QueueEligibilityCoverageNobody: 'Colas sin nadie',
  QueueEligibilityCoverageNobodyText:
    'Ningún agente es elegible: las tareas de estas colas esperan hasta que caducan.',
  QueueEligibilityCoverageParked: 'Colas cuya regla no coincide con nadie',
  QueueEligibilityCoverageParkedText:
    'Por su regla nadie puede coincidir con ellas: a propósito, seguramente.',
  QueueEligibilityCoverageUnavailable: 'Colas sin nadie disponible',
  QueueEligibilityCoverageUnavailableText: 'Hay agentes, y ninguno está disponible ahora.',
  QueueEligibilityCoverageEligible: '{{count}} agentes son elegibles.',
  QueueEligibilityCoverageEligibleOne: 'Un agente es elegible.',
  QueueEligibilityCoverageOne: 'Colas con un solo agente',
  QueueEligibilityCoverageOneText: 'Un solo agente es todo lo que hay: unas vacaciones, y no queda nadie.',
  QueueEligibilityCoverageUnknown: 'Agentes de los que no se sabe nada',
  QueueEligibilityCoverageUnknownText:
    'TaskRouter no dijo cuáles son sus atributos. Lo que aquí se dice es sin ellos.',
  QueueEligibilityCoverageNobodyHas: 'Reglas que piden lo que nadie tiene',
  QueueEligibilityCoverageNobodyHasText:
    'Una habilidad, un nivel o un valor que ningún agente tiene: un desliz, o gente que falta.',
  QueueEligibilityCoverageNoneHas: 'Nadie tiene «{{value}}» en {{path}}',
  QueueEligibilityCoverageNoneSuch: 'De nadie se cumple: {{clause}}',
  QueueEligibilityCoverageNear: 'Agentes con «{{value}}»: {{count}}',
  QueueEligibilityCoverageNearCase: 'Agentes con «{{value}}», con otras mayúsculas: {{count}}',
  QueueEligibilityCoverageNearBlanks: 'Agentes con «{{value}}», con otros espacios: {{count}}',
  QueueEligibilityCoverageNearLookAlike: 'Agentes con «{{value}}», que solo parece lo mismo: {{count}}',
  QueueEligibilityCoverageNearLevel: 'Agentes con {{value}}: {{count}}',
  QueueEligibilityCoverageNearPath: 'Agentes con «{{value}}» en {{path}}: {{count}}',
  QueueEligibilityCoverageNearType:
    'Agentes con {{value}} de otro tipo (número por texto, o al revés): {{count}}',
  QueueEligibilityCoverageDistrusted: 'Reglas que leemos mal',
  QueueEligibilityCoverageDistrustedText:
    'TaskRouter no estuvo de acuerdo con nuestra lectura, así que se le pregunta por estas colas; lo que decimos de ellas puede ser erróneo.',
  QueueEligibilityCoverageUnparsable: 'Reglas que no se pueden leer',
  QueueEligibilityCoverageUnparsableText:
    'Rotas, o más allá de lo que conocemos del lenguaje. TaskRouter decide con quién coinciden.',
  QueueEligibilityCoverageOwn: 'Reglas sobre la propia lista de colas',
  QueueEligibilityCoverageOwnText:
    'Leen el atributo que escribimos: su propia respuesta. Eso da vueltas sin fin.',
  QueueEligibilityCoverageNoQueue: 'Agentes sin ninguna cola',
  QueueEligibilityCoverageNoQueueText: 'Ninguna regla coincide con ellos: no reciben tareas.',
  QueueEligibilityCoverageEverybodys: 'Agentes solo en las colas de todos',
  QueueEligibilityCoverageEverybodysText:
    'Ninguna regla coincide con ellos salvo las que coinciden con todos.',
  QueueEligibilityCoverageUnread: 'Colas que no se pueden leer y podrían coincidir con ellos: {{count}}.',
  QueueEligibilityCoverageHyphen: 'Reglas con guiones en sus valores',
  QueueEligibilityCoverageHyphenText: 'Twilio advierte de ellos. Donde va bien, no tiene por qué seguir así.',
  QueueEligibilityCoverageUndocumented: 'Reglas con formas que Twilio no documenta',
  QueueEligibilityCoverageUndocumentedText:
    'Hoy funcionan; nadie ha prometido que lo hagan mañana. Se pregunta por ellas a TaskRouter.',
  QueueEligibilityCoverageVolatile: 'Reglas que cambian con el momento',
  QueueEligibilityCoverageVolatileText:
    'Quién es elegible cambia sin que nadie cambie a un agente. Se pregunta por estas colas a TaskRouter.',
  QueueEligibilityCoverageActivity: 'Depende de la actividad.',
  QueueEligibilityCoverageChannels: 'Depende de los canales o de la hora, que solo TaskRouter conoce.',
  QueueEligibilityCoverageUnasked: 'Habilidades que ninguna regla pide',
  QueueEligibilityCoverageUnaskedText: 'Hay agentes que las tienen, y no cambian nada.',
  QueueEligibilityCoverageUnaskedNear: 'Una regla pide «{{near}}».',
};
