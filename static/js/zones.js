// Which country a time zone lies in, for those we know lines in; older names that browsers still use included.
// From the public-domain tz database (zone.tab, backward).
export const ZONES = {
  AR:
    "America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia " +
    "America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza " +
    "America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan " +
    "America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Buenos_Aires " +
    "America/Catamarca America/Cordoba America/Jujuy America/Mendoza America/Rosario",
  AT: "Europe/Vienna",
  AU:
    "Antarctica/Macquarie Australia/ACT Australia/Adelaide Australia/Brisbane Australia/Broken_Hill " +
    "Australia/Canberra Australia/Currie Australia/Darwin Australia/Eucla Australia/Hobart Australia/LHI " +
    "Australia/Lindeman Australia/Lord_Howe Australia/Melbourne Australia/NSW Australia/North Australia/Perth " +
    "Australia/Queensland Australia/South Australia/Sydney Australia/Tasmania Australia/Victoria " +
    "Australia/West Australia/Yancowinna",
  BD: "Asia/Dacca Asia/Dhaka",
  BE: "Europe/Brussels",
  BR:
    "America/Araguaina America/Bahia America/Belem America/Boa_Vista America/Campo_Grande America/Cuiaba " +
    "America/Eirunepe America/Fortaleza America/Maceio America/Manaus America/Noronha America/Porto_Acre " +
    "America/Porto_Velho America/Recife America/Rio_Branco America/Santarem America/Sao_Paulo",
  CA:
    "America/Atikokan America/Blanc-Sablon America/Cambridge_Bay America/Coral_Harbour America/Creston " +
    "America/Dawson America/Dawson_Creek America/Edmonton America/Fort_Nelson America/Glace_Bay " +
    "America/Goose_Bay America/Halifax America/Inuvik America/Iqaluit America/Moncton America/Montreal " +
    "America/Nipigon America/Pangnirtung America/Rainy_River America/Rankin_Inlet America/Regina " +
    "America/Resolute America/St_Johns America/Swift_Current America/Thunder_Bay America/Toronto " +
    "America/Vancouver America/Whitehorse America/Winnipeg America/Yellowknife",
  CH: "Europe/Zurich",
  DE: "Europe/Berlin Europe/Busingen",
  DK: "Europe/Copenhagen",
  ES: "Africa/Ceuta Atlantic/Canary Europe/Madrid",
  FI: "Europe/Helsinki",
  FR: "Europe/Paris",
  GB: "Europe/Belfast Europe/London",
  GR: "Europe/Athens",
  HK: "Asia/Hong_Kong",
  HU: "Europe/Budapest",
  IE: "Europe/Dublin",
  IL: "Asia/Jerusalem Asia/Tel_Aviv",
  IN: "Asia/Calcutta Asia/Kolkata",
  IS: "Atlantic/Reykjavik",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo",
  KR: "Asia/Seoul",
  LK: "Asia/Colombo",
  LT: "Europe/Vilnius",
  MX:
    "America/Bahia_Banderas America/Cancun America/Chihuahua America/Ciudad_Juarez America/Ensenada " +
    "America/Hermosillo America/Matamoros America/Mazatlan America/Merida America/Mexico_City " +
    "America/Monterrey America/Ojinaga America/Santa_Isabel America/Tijuana",
  MY: "Asia/Kuala_Lumpur Asia/Kuching",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo",
  NP: "Asia/Kathmandu Asia/Katmandu",
  NZ: "Pacific/Auckland Pacific/Chatham",
  PH: "Asia/Manila",
  PK: "Asia/Karachi",
  PL: "Europe/Warsaw",
  PT: "Atlantic/Azores Atlantic/Madeira Europe/Lisbon",
  SE: "Europe/Stockholm",
  SG: "Asia/Singapore",
  TW: "Asia/Taipei",
  UA: "Europe/Kiev Europe/Kyiv Europe/Simferopol Europe/Uzhgorod Europe/Zaporozhye",
  US:
    "America/Adak America/Anchorage America/Atka America/Boise America/Chicago America/Denver America/Detroit " +
    "America/Fort_Wayne America/Indiana/Indianapolis America/Indiana/Knox America/Indiana/Marengo " +
    "America/Indiana/Petersburg America/Indiana/Tell_City America/Indiana/Vevay America/Indiana/Vincennes " +
    "America/Indiana/Winamac America/Indianapolis America/Juneau America/Kentucky/Louisville " +
    "America/Kentucky/Monticello America/Knox_IN America/Los_Angeles America/Louisville America/Menominee " +
    "America/Metlakatla America/New_York America/Nome America/North_Dakota/Beulah America/North_Dakota/Center " +
    "America/North_Dakota/New_Salem America/Phoenix America/Shiprock America/Sitka America/Yakutat " +
    "Pacific/Honolulu",
  ZA: "Africa/Johannesburg",
};
