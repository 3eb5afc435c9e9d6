import type { ConventionCategory } from '../../../src-shared/licensing/convention-category.ts';

/** Words of a document that must read the same abroad: English, French, and Urdu as the language of the State. */
export interface Trilingual {
  readonly en: string;
  readonly fr: string;
  readonly ur: string;
}

/** The model of annex 7 of the Convention on Road Traffic (Vienna, 8 November 1968). */
export const conventionWords = {
  state: {
    en: 'Islamic Republic of Pakistan (PK)',
    fr: 'République islamique du Pakistan (PK)',
    ur: 'اسلامی جمہوریہ پاکستان',
  },
  traffic: {
    en: 'International motor traffic',
    fr: 'Circulation automobile internationale',
    ur: 'بین الاقوامی موٹر ٹریفک',
  },
  title: {
    en: 'International driving permit',
    fr: 'Permis de conduire international',
    ur: 'بین الاقوامی ڈرائیونگ پرمٹ',
  },
  convention: {
    en: 'Convention on Road Traffic of 8 November 1968',
    fr: 'Convention sur la circulation routière du 8 novembre 1968',
    ur: 'معاہدہ برائے روڈ ٹریفک، 8 نومبر 1968',
  },
  validUntil: { en: 'Valid until', fr: "Valable jusqu'au", ur: 'کارآمد تا' },
  issuedBy: { en: 'Issued by', fr: 'Délivré par', ur: 'جاری کنندہ' },
  at: { en: 'At', fr: 'À', ur: 'مقام' },
  date: { en: 'Date', fr: 'Date', ur: 'تاریخ' },
  domestic: {
    en: 'Number of domestic driving permit',
    fr: 'Numéro du permis de conduire national',
    ur: 'قومی لائسنس نمبر',
  },
  passport: { en: 'Passport', fr: 'Passeport', ur: 'پاسپورٹ' },
  territory: {
    en: 'This permit is not valid for the territory of Pakistan. It is valid for the territories of all the other Contracting Parties. The categories of vehicles for the driving of which it is valid are stated below.',
    fr: "Le présent permis n'est pas valable sur le territoire du Pakistan. Il est valable sur les territoires de toutes les autres Parties contractantes. Les catégories de véhicules pour la conduite desquels il est valable sont indiquées ci-dessous.",
    ur: 'یہ پرمٹ پاکستان کی حدود میں کارآمد نہیں۔ یہ معاہدے کے باقی تمام رکن ممالک میں کارآمد ہے۔',
  },
  residence: {
    en: 'It shall cease to be valid in a State in which its holder establishes normal residence, and is valid only together with the domestic driving permit.',
    fr: "Il cesse d'être valable dans un État où son titulaire établit sa résidence normale, et n'est valable qu'avec le permis de conduire national.",
    ur: 'جس ملک میں حامل مستقل رہائش اختیار کرے وہاں یہ کارآمد نہیں رہتا، اور صرف قومی لائسنس کے ساتھ کارآمد ہے۔',
  },
  driver: {
    en: 'Particulars concerning the driver',
    fr: 'Indications relatives au conducteur',
    ur: 'ڈرائیور کے کوائف',
  },
  name: { en: '1. 2. Family and other names', fr: 'Nom et prénoms', ur: 'نام' },
  birthPlace: { en: '3. Place of birth', fr: 'Lieu de naissance', ur: 'جائے پیدائش' },
  birthDate: { en: '4. Date of birth', fr: 'Date de naissance', ur: 'تاریخِ پیدائش' },
  home: { en: '5. Normal place of residence', fr: 'Domicile', ur: 'رہائش' },
  categories: {
    en: 'Categories of vehicles for which the permit is valid',
    fr: 'Catégories de véhicules pour lesquelles le permis est valable',
    ur: 'گاڑیوں کی اقسام جن کے لیے پرمٹ کارآمد ہے',
  },
  restrictions: { en: 'Restrictive conditions of use', fr: "Conditions restrictives d'utilisation", ur: 'پابندیاں' },
  none: { en: 'None', fr: 'Néant', ur: 'کوئی نہیں' },
  holder: { en: 'Signature of the holder', fr: 'Signature du titulaire', ur: 'حامل کے دستخط' },
  authority: {
    en: 'Signature and seal of the authority',
    fr: "Signature et sceau de l'autorité",
    ur: 'مجاز اتھارٹی کے دستخط اور مہر',
  },
  exclusion: {
    en: 'Disqualifications: the holder is deprived of the right to drive in the territory of',
    fr: 'Exclusions : le titulaire est déchu du droit de conduire sur le territoire de',
    ur: 'نااہلی: حامل کو ان علاقوں میں گاڑی چلانے کا حق نہیں',
  },
} as const satisfies Record<string, Trilingual>;

/** Annex 7, in short. */
export const categoryTexts: Readonly<Record<ConventionCategory, Omit<Trilingual, 'ur'>>> = {
  A: { en: 'Motorcycles', fr: 'Motocycles' },
  A1: { en: 'Motorcycles to 125 cm³, 11 kW', fr: 'Motocycles à 125 cm³, 11 kW' },
  B: {
    en: 'Up to 3,500 kg and 8 passenger seats',
    fr: "jusqu'à 3 500 kg, 8 places au plus",
  },
  B1: { en: 'Motor tricycles and quadricycles', fr: 'Tricycles et quadricycles à moteur' },
  C: { en: 'Over 3,500 kg', fr: 'plus de 3 500 kg' },
  C1: { en: 'Over 3,500 kg, up to 7,500 kg', fr: 'de 3 500 kg à 7 500 kg' },
  D: {
    en: 'More than 8 passenger seats',
    fr: 'plus de 8 places assises',
  },
  D1: {
    en: '9 to 16 passenger seats',
    fr: '9 à 16 places assises',
  },
  BE: { en: 'B with a heavier trailer', fr: 'remorque plus lourde' },
  CE: { en: 'C with a trailer over 750 kg', fr: 'remorque de plus de 750 kg' },
  C1E: { en: 'C1 with a trailer over 750 kg', fr: 'remorque de plus de 750 kg' },
  DE: { en: 'D with a trailer over 750 kg', fr: 'remorque de plus de 750 kg' },
  D1E: { en: 'D1 with a trailer over 750 kg', fr: 'remorque de plus de 750 kg' },
};
