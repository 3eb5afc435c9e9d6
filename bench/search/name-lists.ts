/**
 * Common names of Pakistan, English spellings first and the Urdu one last, the commonest names first in
 * each list. Names are made as described at https://en.wikipedia.org/wiki/Pakistani_name: given names, often
 * with Muhammad before or a second given name behind, then a family or tribe's name or the father's. The
 * words are everyday knowledge; no list of real people was used.
 */
export const men = listed(`
Muhammad/Mohammad/Mohammed محمد|Ahmed/Ahmad احمد|Ali علی|Hussain/Hussein/Husain حسین|Hassan/Hasan حسن|Bilal بلال
Usman/Osman عثمان|Umar/Omar عمر|Imran عمران|Asif آصف|Nasir/Naseer ناصر|Tariq طارق|Khalid خالد|Shahid شاہد|Zahid زاہد
Rashid/Rasheed راشد|Sajid ساجد|Majid ماجد|Wajid واجد|Abid عابد|Arshad ارشد|Amjad امجد|Akram اکرم|Aslam اسلم|Anwar انور
Akbar اکبر|Asghar اصغر|Ashraf اشرف|Afzal افضل|Ajmal اجمل|Akhtar/Akhter اختر|Iqbal اقبال|Javed/Jawed/Javaid جاوید
Naveed نوید|Nadeem ندیم|Waseem/Wasim وسیم|Kaleem کلیم|Saleem/Salim سلیم|Naeem نعیم|Raheem/Rahim رحیم|Kareem/Karim کریم
Hameed/Hamid حمید|Majeed مجید|Waheed وحید|Saeed سعید|Rafiq/Rafique رفیق|Shafiq/Shafique شفیق|Latif/Lateef لطیف
Yousuf/Yousaf/Yusuf یوسف|Younas/Younis یونس|Yaqoob/Yaqub یعقوب|Ishaq اسحاق|Ismail/Ismaeel اسماعیل|Ibrahim ابراہیم
Idrees/Idris ادریس|Ilyas/Ilyaas الیاس|Dawood داؤد|Sulaiman/Suleman سلیمان|Zakariya زکریا|Yahya یحییٰ|Musa/Moosa موسیٰ
Zeeshan ذیشان|Faisal/Faysal فیصل|Farhan فرحان|Irfan عرفان|Rizwan رضوان|Kamran کامران|Adnan عدنان|Salman سلمان
Noman/Nouman نعمان|Rehan/Rayhan ریحان|Usama/Osama اسامہ|Hamza حمزہ|Talha طلحہ|Zubair زبیر|Huzaifa حذیفہ|Saad سعد
Waqas وقاص|Waqar وقار|Shoaib شعیب|Sohail/Suhail سہیل|Junaid جنید|Khurram خرم|Babar/Babur بابر|Humayun ہمایوں
Jahangir/Jehangir جہانگیر|Shahjahan شاہجہان|Aurangzeb/Aurangzaib اورنگزیب|Ghulam غلام|Fazal/Fazl فضل|Gul گل|Sher شیر
Mushtaq مشتاق|Ashfaq اشفاق|Ishfaq اشفاق|Ishtiaq اشتیاق|Iftikhar افتخار|Ikram اکرام|Inam انعام|Ehsan/Ihsan احسان
Zulfiqar/Zulfikar ذوالفقار|Sarfraz/Sarfaraz سرفراز|Shahbaz شہباز|Nawaz نواز|Sheraz/Shiraz شیراز|Aijaz/Ijaz اعجاز
Riaz/Riyaz ریاض|Fayyaz/Fayaz فیاض|Mumtaz ممتاز|Parvez/Pervaiz پرویز|Feroz/Firoz فیروز|Manzoor/Manzur منظور
Zahoor/Zahur ظہور|Ghafoor/Ghafur غفور|Shakoor شکور|Sabir صابر|Shakir شاکر|Zakir ذاکر|Tahir طاہر|Zahir/Zaheer ظہیر
Mazhar مظہر|Azhar اظہر|Athar اطہر|Jafar/Jaffar جعفر|Haider/Hyder حیدر|Abbas عباس|Qasim/Kasim قاسم|Hashim ہاشم
Kazim کاظم|Baqir باقر|Sadiq صادق|Raza رضا|Mehdi/Mahdi مہدی|Murtaza مرتضیٰ|Mujtaba مجتبیٰ|Mustafa مصطفیٰ
Abdullah عبداللہ|Rehman/Rahman رحمان|Sattar ستار|Jabbar جبار|Qadir/Qadeer قدیر|Aziz/Azeez عزیز|Ghani غنی|Wahab وہاب
Salahuddin صلاح الدین|Nizamuddin نظام الدین|Jamaluddin جمال الدین|Qamar قمر|Badar بدر|Najam نجم|Shams شمس
Mansoor/Mansur منصور|Masood/Masud مسعود|Mahmood/Mehmood محمود|Maqsood مقصود|Dilawar دلاور|Bahadur بہادر|Dost دوست
Zaman زمان|Sultan سلطان|Habib/Habeeb حبیب|Naqeeb نقیب|Shabbir/Shabir شبیر|Bashir/Basheer بشیر|Nazir/Nazeer نذیر
Munir/Muneer منیر|Zamir/Zameer ضمیر|Tanveer/Tanvir تنویر|Waleed/Walid ولید|Danish دانش|Fahad/Fahd فہد|Haris/Harris حارث
`);

export const women = listed(`
Fatima/Fatimah فاطمہ|Ayesha/Aisha عائشہ|Zainab/Zaynab زینب|Maryam/Mariam مریم|Khadija خدیجہ|Amna/Aamna آمنہ|Hafsa حفصہ
Sana ثنا|Sadia سعدیہ|Nadia نادیہ|Rabia رابعہ|Saima صائمہ|Asma اسماء|Uzma عظمیٰ|Shazia شازیہ|Nazia نازیہ|Fauzia/Fozia فوزیہ
Rukhsana رخسانہ|Farzana فرزانہ|Shabana شبانہ|Sultana سلطانہ|Rehana/Rihana ریحانہ|Nasreen/Nasrin نسرین|Parveen/Perveen پروین
Yasmeen/Yasmin یاسمین|Shaheen شاہین|Samina/Sameena ثمینہ|Rubina روبینہ|Robina روبینہ|Zubaida زبیدہ|Khalida خالدہ|Shahida شاہدہ
Zahida زاہدہ|Sajida ساجدہ|Abida عابدہ|Naheed/Nahid ناہید|Shamim/Shameem شمیم|Kausar/Kosar کوثر|Mehnaz مہناز|Shehnaz/Shahnaz شہناز
Gulnaz گلناز|Mumtaz ممتاز|Nargis نرگس|Bushra بشریٰ|Humaira حمیرا|Sumaira/Sumera سمیرا|Sidra سدرہ|Iqra اقرا|Hina حنا|Huma ہما
Saba صبا|Sobia صوبیہ|Maria ماریہ|Mehwish/Mahwish مہوش|Anum/Anam انعم|Kiran کرن|Kanwal کنول|Lubna لبنیٰ|Mahnoor ماہ نور
Noor/Nur نور|Zahra زہرا|Kulsoom/Kulsum کلثوم|Sakina سکینہ|Safia/Safiya صفیہ|Sughra صغریٰ|Kubra کبریٰ|Batool/Batul بتول
Bano بانو|Begum بیگم|Bibi بی بی|Jamila/Jameela جمیلہ|Nabila/Nabeela نبیلہ|Aqsa اقصیٰ|Arooj عروج|Aleena/Alina علینہ|Laiba لائبہ
`);

export const families = listed(`
Khan خان|Malik/Malick ملک|Butt بٹ|Awan/Aawan اعوان|Chaudhry/Chaudhary/Choudhry چوہدری|Sheikh/Shaikh شیخ|Mughal/Mugal مغل
Qureshi/Quraishi قریشی|Siddiqui/Siddiqi صدیقی|Ansari انصاری|Hashmi ہاشمی|Bukhari/Bokhari بخاری|Gilani/Gillani گیلانی|Naqvi نقوی
Rizvi رضوی|Zaidi زیدی|Kazmi کاظمی|Shah شاہ|Mirza مرزا|Baig/Beg بیگ|Bhatti بھٹی|Rajput راجپوت|Rana رانا|Raja راجہ|Janjua جنجوعہ
Gondal گوندل|Warraich وڑائچ|Cheema چیمہ|Bajwa باجوہ|Sandhu سندھو|Gill گل|Virk ورک|Randhawa رندھاوا|Dogar ڈوگر|Gujjar گجر
Jutt جٹ|Arain آرائیں|Khokhar کھوکھر|Tiwana ٹوانہ|Noon نون|Daultana دولتانہ|Legari/Leghari لغاری|Mazari مزاری|Khosa کھوسہ
Baloch/Baluch بلوچ|Bugti بگٹی|Marri مری|Mengal مینگل|Rind رند|Jamali جمالی|Bizenjo بزنجو|Zehri زہری|Raisani رئیسانی
Bhutto بھٹو|Soomro سومرو|Talpur تالپور|Jatoi جتوئی|Junejo جونیجو|Palijo پلیجو|Memon میمن|Shar شر|Chandio چانڈیو|Mirani میرانی
Afridi آفریدی|Yousafzai یوسفزئی|Khattak خٹک|Bangash بنگش|Orakzai اورکزئی|Wazir وزیر|Mehsud محسود|Durrani درانی|Mohmand مہمند
Shinwari شنواری|Swati سواتی|Tareen/Tarin ترین|Kakar کاکڑ|Achakzai اچکزئی|Jadoon جدون|Abbasi عباسی|Satti ستی|Kiani/Kayani کیانی
Gakhar گکھڑ|Hunzai ہنزائی|Baltistani بلتستانی|Nagari نگری|Chitrali چترالی|Kashmiri کشمیری|Dar ڈار|Lone لون|Mir میر|Bari باری
`);

/** One name: how it is written in English, and in Urdu. */
export interface Name {
  readonly english: readonly string[];
  readonly urdu: string;
}

function listed(text: string): readonly Name[] {
  return text
    .trim()
    .split(/[|\n]/)
    .map((item) => {
      const [english = '', ...urdu] = item.trim().split(' ');
      return { english: english.split('/'), urdu: urdu.join(' ') };
    });
}
