/**
 * English words that no Russian or Chinese text keeps: grammar, and plain words of reports, letters and
 * programmes. Left out on purpose is what is also a command, keyword or label of programs (from, more, select,
 * help), which such texts rightly quote.
 */
const GRAMMAR =
  "about above across after again against along already although always among another anybody anyone anything " +
  "around because been before behind being below beneath beside besides between beyond both cannot could does " +
  "doing during each either enough especially even every everybody everyone everything except forever further " +
  "have having hence here hers himself however indeed instead itself just least likewise many maybe meanwhile " +
  "might moreover most much must myself neither never nevertheless nobody nothing nowhere often only " +
  "otherwise ours ourselves perhaps quite rather really same seldom several shall should since some somebody " +
  "someone sometimes somewhere soon still such than that their theirs them themselves therefore these " +
  "they those though through throughout thus together toward towards unless unlike until upon usually very well " +
  "were what whatever whenever wherever whether whoever whole whom whose will within without would your yours " +
  "yourself yourselves";

const PLAIN =
  "accept according achieve advice agree agreed annual annually applicant applicants approved assistance attend " +
  "become beginning brought celebrate centre century certificate challenge challenges citizens climate coast " +
  "colleague colleagues committee communities community conclusion conference congratulations contact " +
  "contribute contribution cooperate cooperation council cultural dear decide decided decision declaration " +
  "delegation department describe described develop developed development difference different difficult " +
  "diplomacy discuss discussed discussion easily economic economy education educational employees employment " +
  "environmental equipment establish established expect expected experience explain fail famous " +
  "farewell founded funding give good government governments great greetings growth held hello " +
  "immediately important included independent indigenous industrial industry institute institutions interest " +
  "interested international introduction invitation invite invited issued joint jointly knowledge known leading " +
  "learn lecture lectures legal little meet meeting meetings memorandum ministry near necessary neighbour " +
  "neighbours northern obligations observer observers ocean opening opinions opportunities opportunity " +
  "organisation organisations organised organization organizations organized ought participant participants " +
  "participate participated participation partner partners partnership people peoples please polar " +
  "policies policy political practical preparation prepare prepared proceedings proposals propose proposed " +
  "provide published railway recently recommend recommendation recommendations recommended registration remain " +
  "representative representatives research researcher researchers responsibility responsible science " +
  "sciences scientific scientists seminar seminars senior serious share shipping signed sincerely situation " +
  "snow social society soil sorry southern speaker speakers statement strategic strategy strong studied studies " +
  "study successful successfully summary supported sustainable telephone thank thanks today tomorrow trade " +
  "tradition traditional training transport travel treaty twice understand understanding universities " +
  "university venue visit warning waters welcome wildlife women working workshops written " +
  "yesterday youth";

export const ORDINARY_WORDS: ReadonlySet<string> = new Set(`${GRAMMAR} ${PLAIN}`.split(" "));
