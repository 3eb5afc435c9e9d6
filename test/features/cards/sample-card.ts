import type { CardData } from '../../../src-shared/card/card-data.ts';
import { Cnic, LicenceNumber } from '../../../src-shared/ids.ts';
import { Category } from '../../../src-shared/licensing/category.ts';

export const sampleCard: CardData = {
  licenceNumber: LicenceNumber.parse('GLT-0000017-4'),
  cnic: Cnic.parse('7150112345671'),
  nameEn: 'Muhammad Ali',
  nameUr: 'محمد علی',
  fatherEn: 'Ghulam Hussain',
  fatherUr: 'غلام حسین',
  birthDate: '1994-03-07',
  gender: 'male',
  bloodGroup: 'B+',
  address: 'House 12, Street 4, Jutial, Gilgit',
  categories: [{ code: 'motorcycle' }, { code: 'car' }],
  issuedOn: '2026-11-21',
  validUntil: '2031-11-20',
  centreNameEn: 'Gilgit Licensing Centre',
  centreNameUr: 'گلگت لائسنسنگ سینٹر',
  authorityEn: 'Government of Gilgit-Baltistan',
  authorityUr: 'حکومتِ گلگت بلتستان',
  practice: false,
};

/** Everything as long as it may be, every category, no blood group. */
export const longCard: CardData = {
  ...sampleCard,
  nameEn: 'Muhammad Abdurrahman Shahabuddin Qureshi Hashmi Naqshbandi J',
  nameUr: 'محمد عبدالرحمٰن شہاب الدین قریشی ہاشمی نقشبندی مجددی صدیقی صا',
  fatherEn: 'Khwaja Ghulam Muhiuddin Nizamuddin Chishti Sabri Gilani Shah',
  fatherUr: 'خواجہ غلام محی الدین نظام الدین چشتی صابری گیلانی شاہ بخاری ص',
  address:
    'Flat 4-B, Third Floor, Al-Madina Residency, behind Government Boys High School Number 2, Mohallah Kashrote Bala, Tehsil and District Gilgit, Gilgit-Baltistan 15',
  categories: Category.options.map((code) => ({ code, validFrom: '2019-05-01' })),
  bloodGroup: null,
  centreNameEn: 'Regional Licensing and Transport Centre of the Diamer and Astore Districts',
  centreNameUr: 'علاقائی لائسنسنگ و ٹرانسپورٹ سینٹر برائے اضلاع دیامر و استور',
};

/** Words that cannot be broken, the widest letters, the deepest Nastaliq, an Urdu address. */
export const awkwardCard: CardData = {
  ...sampleCard,
  nameEn: 'W'.repeat(60),
  nameUr: 'ک'.repeat(60),
  fatherEn: 'M',
  fatherUr: 'ججججچچچچحححح خخخخ گگگگ ںیےئ ٹٹٹٹ قققق ییییے ممممحححح',
  address:
    'مکان نمبر ۱۲، گلی نمبر ۴، محلہ جوٹیال، نزد گورنمنٹ ہائی سکول، تحصیل و ضلع گلگت، گلگت بلتستان، پوسٹ کوڈ ۱۵۱۰۰',
  categories: [
    { code: 'tractorAgricultural' },
    { code: 'tractorCommercial' },
    { code: 'rickshaw' },
    { code: 'ltv' },
    { code: 'psv' },
  ],
};
