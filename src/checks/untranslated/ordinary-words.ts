/**
 * English words that a Russian or Chinese text never keeps: grammar words, and plain words of reports, letters and
 * programmes. Words that are also commands, keywords or labels of programs (from, more, select, help) are left
 * out, because texts quote them.
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

/** Words about nature, trade, law and public affairs. Reports and essays use them often. */
const AFFAIRS =
  "agreement agreements alliance ambassador announced arctic arrived banks beautiful became believe " +
  "believes budget builds came captain cargo caused causes centuries cities citizen clothes coastal " +
  "coastline cold colder companies company convention court courts crew culture dangerous decade decades " +
  "december deeper defence defense deposits disease diseases doctors drilling duties election elections " +
  "embassy enterprise enterprises expedition expeditions experiment experiments exploration explorers " +
  "exported exports families february fisheries fisherman fishermen fishery fishing forest forests freight " +
  "frozen glacier glaciers grew grown grows growth harbor harbour herder herders historical hospital houses " +
  "hunters hunting husband ice iceberg icebergs icebreaker icebreakers imported imports income industries " +
  "inhabitants investment investments investor investors january judge judges jurisdiction laboratory lakes " +
  "lawful laws markets measured measurements meat melt melting men military minerals mining minister " +
  "ministers monthly mountain mountains museum nation nations navigation negotiation negotiations " +
  "northernmost november numerous observations observed october parliament patients peace peninsula " +
  "permafrost pipeline pipelines poem poetry population president presidents prices professor professors " +
  "quickly rapid rapidly ratification ratified reindeer religion residents rights risen rises rivers rose " +
  "routes said sailed sailor sailors sails sanctions satellite satellites saturday schools science seas " +
  "security september settlement settlements several shipment shipments ships shore shores significant " +
  "significantly slowly sovereignty strait straits tariffs taxes teacher teachers territories territory " +
  "thaw thickness thinks thursday tonnes tons towns treaties trillion tuesday tundra vaccine various vessel " +
  "vessels village villages voters voyage voyages wages walrus war warmer warming wednesday weekly went " +
  "whale whales wife woman yearly ice";

export const ORDINARY_WORDS: ReadonlySet<string> = new Set(`${GRAMMAR} ${PLAIN} ${AFFAIRS}`.split(" "));
