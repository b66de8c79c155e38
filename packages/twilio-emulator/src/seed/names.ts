/** A person's name as the person writes it, and in the Latin letters of a user name. */
interface SeedName {
  readonly written: string;
  readonly latin: string;
}

const names = (text: string): SeedName[] =>
  text.split(';').map((pair) => {
    const [written = '', latin = ''] = pair.split('|');
    return { written, latin };
  });

/** Given and family names that go together. */
export interface NameCulture {
  readonly given: readonly SeedName[];
  readonly family: readonly SeedName[];
  /** The family name is written first, with no space. */
  readonly familyFirst?: true;
}

/** Names in several scripts, so that nothing downstream gets away with assuming Latin letters. */
export const nameCultures: readonly NameCulture[] = [
  {
    given: names(
      'Ana|ana;Zoë|zoe;José|jose;Łukasz|lukasz;Søren|soren;Béatrice|beatrice;Jürgen|jurgen;Siân|sian;Mary|mary;Thabo|thabo',
    ),
    family: names(
      "O'Connor|oconnor;García-López|garcia.lopez;Müller|muller;Żuraw|zuraw;Nguyễn|nguyen;Åkesson|akesson;Smith|smith;Öztürk|ozturk;D'Angelo|dangelo;Dlamini|dlamini",
    ),
  },
  {
    given: names('Ольга|olga;Дмитро|dmytro;Юлия|yulia;Стефан|stefan'),
    family: names('Шевченко|shevchenko;Иванова|ivanova;Петров|petrov;Ђорђевић|djordjevic'),
  },
  {
    given: names('Ελένη|eleni;Γιώργος|giorgos'),
    family: names('Παπαδοπούλου|papadopoulou;Νικολαΐδης|nikolaidis'),
  },
  {
    given: names('فاطمة|fatima;يوسف|yousef;ليلى|layla'),
    family: names('الحداد|alhaddad;حسين|hussein;النجار|alnajjar'),
  },
  { given: names('נועה|noa;איתן|eitan'), family: names('כהן|cohen;מזרחי|mizrahi') },
  {
    given: names('प्रिया|priya;अर्जुन|arjun;मीरा|meera'),
    family: names('शर्मा|sharma;पटेल|patel;अय्यर|iyer'),
  },
  {
    given: names('伟|wei;秀英|xiuying;子涵|zihan'),
    family: names('王|wang;李|li;欧阳|ouyang'),
    familyFirst: true,
  },
  { given: names('さくら|sakura;翔太|shota'), family: names('佐藤|sato;髙橋|takahashi'), familyFirst: true },
  { given: names('지우|jiwoo;민준|minjun'), family: names('김|kim;이|lee;박|park'), familyFirst: true },
];
