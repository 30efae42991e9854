"""The forms of page furniture: regular expressions on one line, and the words of buttons and menus.

They are those of news sites, ministries and blogs at large; no outlet's own sentences are among them.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
END = re.compile(r"[.!?…:;]['\"”’»)\]]*$|[”\"»]$")
TWO = re.compile(r"[a-z\d)]{4}[.!?][\"”’]?\s+[\"“‘]?[A-Z]")  # two sentences, the second perhaps without a full stop
BULLET = re.compile(r"(?:[•‣◦▪●·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
WORD = re.compile(r"[^\W_][\w’'.-]*")

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\{\w[^}]*\}|\[object Object\]|^(?:undefined|null|NaN)$")

# A line made of these words alone, with one of the first group among them, is a control.
CONTROL_HEADS = frozenset(
    """
    share tweet email e-mail mail print pin facebook twitter linkedin reddit telegram whatsapp messenger pinterest
    google google+ instagram youtube vk viber flipboard pocket tumblr skype wechat weibo line threads bluesky
    mastodon rss menu search login log-in register subscribe sign-in sign-up sign log skip close advertisement
    advertisements advert advertising ad ads sponsored promoted loading next previous prev play pause mute listen
    bookmark font comment comments copy fullscreen newsletter newsletters feedback follow like donate home homepage
    back load show hide expand collapse view toggle download more filter cancel submit continue reply settings
    accept reject ok cookies navigation
    """.split()  # noqa: SIM905
)
CONTROL_WORDS = CONTROL_HEADS | frozenset(
    """
    this the a an on via by with to us me our in up of or and for it page pages article story stories post link
    links friend friends opens new window click here main content top now all image full screen gallery in out size
    increase decrease text audio video below site options preferences read reading later add as favourite preferred
    source account your save news feed section sections city language select edition main-page not add-to-favourites
    go first last copied clipboard x it use preview app browse edit clear topics any other some less everything
    """.split()  # noqa: SIM905
)
CONTROL_FORMS = re.compile(
    r"(?:\d+\s+(?:shares?|likes?|views?|retweets?|reads?|pages? in this (?:article|story)|of \d+)"
    r"|(?:page|slide|photo|image|item|list)\s+\d+\s+of\s+\d+|list of \d+ items?|end of list|\d+\s*/\s*\d+"
    r"|\[\d+/\d+\].*"
    r"|these are external links and will open in a new window|media playback is (?:un|not )supported.*"
    r"|(?:this|the) (?:video|content|player) (?:is not|cannot be|can't be) (?:available|played|displayed).*"
    r"|(?:you can )?share this (?:story|article|page|post|video|with).{0,30}|print this .{0,20}|jump to .{0,30}"
    r"|skip to .{0,30}|back to .{0,30}|return to .{0,30}|go to .{0,30}|(?:view|show|see|load|read|hide) (?:all"
    r"|more|less|next)\b.{0,25}"
    r"|select (?:your |a |the )?(?:language|city|country|region|edition|section)\b.{0,15}"
    r"|choose (?:your )?(?:language|edition)\b.{0,15}"
    r"|use (?:the )?filter.*|you can filter .{0,60}|please (?:enable|turn on) javascript.*|like loading\W*"
    r"|remind me later\W*"
    r"|[$€£]\s?\d[\d.,]* (?:a|per|every|for)\b.{0,40}|(?:see|view) (?:my|all|your) .{0,20}|(?:kindly"
    r"|please) share .{0,30}"
    r"|\[[A-Z ]{3,30}\]|once|monthly|annual(?:ly)?|yearly|one-?off|pa[iy]e?ments? methods?|maybe later\W*"
    r"|no,? thanks\W*"
    r"|already a (?:member|subscriber)\W*"
    r"|(?:story|article) continues (?:below|after).{0,30}|(?:this )?advertisement\b.{0,40}"
    r"|scroll (?:down )?(?:to|for) .{0,30}"
    r"|(?:tap|click|press) (?:here )?(?:to|for|on) .{0,50}|watch (?:live|now|again)|live|breaking|exclusive"
    r"|opinion|editorial)",
    _I,
)
LISTING = re.compile(
    r"(?:(?:the )?most[ -](?:read|popular|viewed|watched|shared|commented|recent|discussed)\b.{0,30}"
    r"|trending\b.{0,30}"
    r"|(?:today'?s )?top (?:stories|news|headlines|articles|posts)\b.{0,20}|(?:the )?(?:latest|recent|other|all"
    r"|more|further|breaking|popular|top|local|world) "
    r"(?:news|stories|articles|posts|headlines|updates|videos?|coverage|from|reading|entries|publications"
    r"|in this section|on this (?:story|topic))\b.{0,40}"
    r"|(?:news|stories|articles) (?:by|on|about|from|in) (?:the )?(?:subject|topic|region|country|section"
    r"|category|theme|tag|web|same|this)\b.{0,30}"
    r"|in (?:other|the) (?:media|news)|(?:you )?(?:may|might|would|could) (?:also )?(?:like|be interested|enjoy"
    r"|want)\b.{0,30}"
    r"|you(?:'ll| will) (?:also )?(?:like|love|enjoy)\b.{0,20}|recommended\b.{0,30}|editor'?s['’]? (?:picks?"
    r"|choice)|don[’']?t miss\b.{0,20}"
    r"|what to read next|(?:up|read|coming) next|keep reading|around the (?:web|world)"
    r"|from (?:around )?(?:the )?(?:web|our partners|the archives?)"
    r"|(?:photo|picture)s?(?: galler(?:y|ies)| of the (?:day|week))?|photo reports?|infographics?|videos?"
    r"|multimedia|podcasts?|(?:photo )?galler(?:y|ies)"
    r"|topics?:?|tags?:?|(?:related )?(?:topics|tags|keywords|categories)\b.{0,60}|tags?\s*:.{0,120}"
    r"|filed (?:under|in)\b.{0,80}|posted in\b.{0,80}|categor(?:y|ies)\s*:.{0,80}"
    r"|(?:news )?(?:archives?|feed|sections?|search topics)|about (?:the )?(?:author|writer|us|this site)s?\W*"
    r"|today|this week|this month"
    r"|partner(?:ed)? content|sponsored (?:content|stories|links?)|promoted (?:content|stories)"
    r"|from our sponsors?|paid (?:content|post)"
    r"|(?:[«‹←<]+\s*)?(?:previous|next|older|newer)(?: (?:article|story|post|entry"
    r"|news)s?)?\b(?:\s*[»›→>:]+.{0,100})?"
    r"|most (?:read|viewed|popular) .{0,30}|explore more\b.{0,30}|discover more\b.{0,30}|more (?:in|on|from"
    r"|about|by) [\w\s’'&.-]{2,40})",
    _I,
)
INSERT = re.compile(
    r"(?:read (?:also|more|next|on|this|the full story)|also (?:read|on|in the news|see)|see (?:also|more)"
    r"|more on this(?: story)?|related(?:\s+(?:news|stor(?:y|ies)|articles?|topics?|"
    r"content|links?|posts?|coverage|items?|reading|materials?|pages?|documents?|internet links))?|in (?:this"
    r"|the) (?:story|article|section)|further reading|learn more"
    r"|recommended(?: (?:stories|for you|reading))?|background|explainer|watch|listen|must[ -]read"
    r"|don[’']?t miss|keep reading|lire aussi|analysis|video|on the topic|on (?:this|the same) subject)",
    _I,
)
SEPARATOR = re.compile(r"\s*(?:[:|>»›→]|[-–—]\s)\s*")
INSERT_SURE = re.compile(r"(?:read|see|also|related|recommended|must|don|keep|lire|more|further)\b", _I)
READ_MORE = re.compile(r"read (?:more|also|next)\b", _I)
COMMENTS = re.compile(
    r"(?:leave (?:a |your )?(?:reply|comment|response)\b.{0,60}|(?:post|write|add|submit) (?:a "
    r"|your )?(?:comment|reply)\b.{0,30}|(?:\d+|no|one) (?:comments?|responses?|replies|thoughts? on)\b.{0,120}"
    r"|comments?(?:\s*\(\d+\))?:?|(?:reader|user|view|show|all|your) comments?\b.{0,20}"
    r"|join the (?:conversation|discussion|debate)\b.{0,30}|comments (?:are|have been) (?:closed|disabled"
    r"|off)\b.{0,40}"
    r"|please enter your (?:comment|name|e-?mail)\b.{0,30}|your e-?mail address will not be published\b.{0,60}"
    r"|required fields are marked\b.{0,10}|be the first to (?:comment|reply|write)\b.{0,30}"
    r"|(?:you must be )?logged in to (?:post|leave|comment)\b.{0,40}|you must be logged in\b.{0,50}"
    r"|save my name,? e-?mail\b.{0,90}|notify me of (?:new|follow)\b.{0,50}|sort by (?:newest|oldest|best)"
    r"|comments (?:have to|must|should|will be|may be|are (?:moderated|welcome|subject))\b.{0,200}|cancel reply"
    r"|(?:.{2,40} )?(?:on )?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december) \d{1,2}, \d{4} at \d{1,2}:\d\d ?[ap]\.?m\.?(?: said:?)?)",
    _I,
)
COMMENT_FORM = re.compile(
    r"leave (?:a |your )?(?:reply|comment)|your e-?mail address will|please enter your|cancel reply"
    r"|required fields|save my name|logged in to|post a comment",
    _I,
)
REPLY_TO = re.compile(r"leave a (?:reply|comment) to \S", _I)
FOOTER = re.compile(
    r"(?:(?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:\d{4}|by\b|the\b|[A-Z]\w).{0,250}(?:\d{4}|rights reserved"
    r"|ltd|inc|llc|copyright).{0,250}|.{0,120}\ball rights reserved\b.{0,300}"
    r"|(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*\d{4}.{0,120}|(?:terms (?:of|and|&)|privacy (?:policy|notice"
    r"|statement)|cookie (?:policy|notice|settings)|contact us|about us|advertise with us|work with us"
    r"|site ?map|accessibility|disclaimer)\b.{0,80}"
    r"|this (?:material|article|story|content|report|page) (?:may|can|must|cannot|should) (?:not"
    r"|only) be (?:published|reproduced|republished|broadcast|redistributed|reused|copied)\b.{0,200}"
    r"|(?:reproduction|republication|reprinting|any use) (?:of|in whole|without)\b.{0,200}"
    r"|our standards\s*:.{0,90}|reuse this content|the (?:bbc|site|website|editors?) (?:is"
    r"|are) not responsible for\b.{0,80}"
    r"|(?:if you (?:find|found|notice|spot|see)|found|spotted|noticed) an? (?:error|mistake|typo)\b.{0,120}"
    r"|(?:follow|like|find|join) us (?:on|at|in)\b.{0,100}|follow [\w\s]{2,30}:"
    r"|follow (?:@?\w+ ){1,4}on (?:twitter|facebook|x|telegram|instagram)\b.{0,40}"
    r"|(?:views|opinions) expressed (?:in|by|here|are)\b.{0,200}|powered by\b.{0,60}|all (?:quotes|times"
    r"|prices) (?:delayed|are)\b.{0,150}|this (?:piece|article"
    r"|story|post) (?:was )?(?:first|originally) (?:appeared|published)\b.{0,120})",
    _I,
)
_MAKERS = (
    r"AP|AFP|EPA(?:-EFE)?|Reuters|REUTERS|TASS|RIA(?: Novosti)?|Sputnik|Xinhua|Getty(?: Images)?|Alamy"
    r"|Shutterstock|Anadolu(?: Agency)?|AA|DPA|dpa|Bloomberg|PA|Kyodo|Yonhap|Interfax"
    r"|Press (?:Service|Office|Association)|Ministry|Flickr|Wikimedia(?: Commons)?|Pool|Handout|Images|Photos?"
    r"|Commons|Administration|Unsplash|iStock|ZUMA|Rex"
)
CREDIT = re.compile(
    r"(?:\(?\[?(?:file |stock |main |cover )?(?:photo(?:graph)?|image|picture|pic|video|illustration"
    r"|graphic)s?\s*(?:credit|source|courtesy|copyright|by|via|from)?s?\s*[:|/©,(–—-].{2,120}"
    r"|(?:photo(?:graph)?|image|picture|illustration|video)s? (?:by|courtesy|credit|source|copyright"
    r"|via)\b.{2,80}|image caption\b.{0,250}|image (?:source|copyright)\b.{0,80}|©\s*.{2,80}|\(?file (?:photo"
    r"|picture|image)\)?\W*.{0,60}"
    r"|getty images?|credits?\s*:.{2,80}|caption\s*:.{2,200}|view image in fullscreen|[\[(](?:photo|image|file"
    r"|picture|courtesy)\b[^\])]{0,80}[\])])",
    _I,
)
CREDIT_SLASHES = re.compile(
    rf"[\[(]?[^.!?\"“”]{{2,50}}\s*[/|]\s*(?:[^.!?\"“”]{{1,40}}[/|]\s*)?(?:.{{0,30}}\b(?:{_MAKERS})\b.{{0,30}})[\])]?"
)
CREDIT_FIRST = re.compile(
    rf"[\[(]?(?:{_MAKERS})\s*(?:[Pp]hotos?|[Ii]mages)?\s*[/|]\s*[^.!?]{{2,60}}"
    rf"|.{{0,40}}\b(?:{_MAKERS}) / [^.!?]{{2,60}}"
)
TRAILING_CREDIT = re.compile(
    rf"(?<=[.!?\"”)\]])\s+(?:[A-Z][\w.&’' -]{{1,40}}\s*/\s*(?:[A-Z][\w. ]{{1,30}}/\s*)?(?:{_MAKERS})(?: Images"
    rf"| Photo)?"
    rf"|[\[(](?:(?:Photo|File|Image|Picture|Courtesy|Credit)\b[^\])]{{0,80}}"
    rf"|[^\])/]{{2,40}}/\s*[^\])]{{0,30}}\b(?:{_MAKERS})\b[^\])]{{0,20}})[\])]\.?"
    rf"|\W{{0,2}}(?:Read [Mm]ore|READ MORE|Continue reading|Full story)\W*"
    rf"|(?:Photo(?:graph)?|Image|Picture)\s*(?:by|credit|courtesy of)?\s*:\s*[^.!?]{{2,60}})\s*$"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)
META = re.compile(
    rf"(?:(?:published|posted|updated|last (?:updated|modified|edited)|modified|first published|issued|created"
    rf"|date|released)\b[^.!?]{{0,30}}\d.{{0,80}}"
    rf"|(?:(?:mon|tue|wed|thu|fri|sat"
    rf"|sun)[a-z]*,?\s+)?(?:at\s+)?(?:\d\d?[:.]\d\d\s*)?{_DAY}(?:[,\s]+\d{{4}}(?:\s+\w[\w&-]*){{0,4}})?(?:[\s,"
    rf"|/–—•·-]+(?:at\s+)?\d\d?[:.]\d\d.{{0,40}}|[\s,|–—•·-]+(?:updated|modified)\b.{{0,60}}|\s*[|•·].{{0,60}})?"
    r"|\d\d?[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[a-z]{2,5})?|\d+[- ]min(?:ute)?s?(?: read)?|(?:reading"
    r"|read) time\W.{0,20}|time to \d+ min.{0,10}|\d+ (?:minutes?"
    r"|hours?|days?|months?|years?) ago|this article is more than \d+ (?:years?|months?) old"
    r"|(?:source|author|editors?|writer|reporter|correspondent|web editor|agency|agencies|text|from|type"
    r"|location|department|organisation|organization)\s*:\s*[^.!?]{2,100}"
    r"|\(?(?:additional )?reporting by\b.{2,160}|\(?(?:writing|editing|translation|translated|compiled"
    r"|edited) by\b.{2,120}|by (?:our |a )?(?:staff|correspondent|agenc|news ?desk|web ?desk|special)\b.{0,60}"
    rf"|by [^.!?]{{2,60}}\s{_DAY},?\s+\d{{4}}.{{0,20}}"
    r"|translation of an original article\b.{0,200}|news release|press release|news story"
    r"|no\.?\s*\d{1,6}[-/]\d{2,4}.{0,20})",
    _I,
)
DAY_HEADING = re.compile(rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?{_DAY}(?:[,\s]+\d{{4}})?\W?", _I)
BYLINE = re.compile(
    r"(?:[Bb]y|BY)\s+(?:[A-Z][\w.’'-]*|de|von|van|al|bin|and|&)(?:[\s,/|]+(?:[A-Z][\w.’'-]*|de|von|van|al|bin"
    r"|in|and|the|of|for|&|correspondent|editor|reporter)){0,14}(?:\s*\([^)]{2,50}\))?"
)
TRAIL = re.compile(r"\s*(?:[^/>»›|→]{0,40}\s*(?:/|>|»|›|\||→|::)\s*){2,}[^/>»›|→]{0,160}")

QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]{3,}’(?!\w)")
PERSONAL = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Oo]urselves|[Yy]ou|[Yy]our|[Yy]ours)\b")
APPEAL_START = re.compile(
    r"\W{0,3}(?:please )?(?:sign up|subscribe|donate|support|join|follow|download|register|get|stay|tell us"
    r"|let us know|have your say|become|help|consider|enjoy(?:ing)?|send us|contact|like|give|choose|accept"
    r"|manage|thank you|dear|"
    r"receive|start|try|unlock|upgrade|keep|love|want|not ready|don[’']t miss|before you go|log in|create"
    r"|continue|buy|order|win|vote|take our|do you|are you|have you|got a)\b",
    _I,
)
# Marks of an appeal to readers that only an outlet has a use for.
_OUTLET_MARKS = (
    r"\bsubscri(?:be|ption|ber)s?\b",
    r"\bour (?:\w+ )?(?:journalis(?:m|ts?)|newsletters?|report(?:ing|ers)|readers|coverage|newsroom|subscribers"
    r"|website"
    r"|site|app|channel|podcasts?|advertisers|cookie|privacy|editors?|content|stories)\b",
    r"\bcookies?\b",
    r"\byour (?:\w+ )?(?:inbox|browser|e-?mail|device|privacy|consent|preferences|account|subscription|password"
    r"|membership|reading)\b",
    r"\bad-free\b|\bwithout ads\b|\ball ads\b|\bad ?-?block(?:er|ing)?\b|\badverti(?:sing|sements?|sers)\b",
    r"\bnewsletters?\b|\bdaily (?:briefing|digest|e-?mail)\b|\binbox\b",
    r"\bunsubscribe\b",
    r"\bthank(?:s| you) for (?:reading|visiting|subscribing)\b",
    r"\bdear (?:\w+ )?readers?\b|\breaders like you\b|\breader-funded\b",
    r"\b(?:privacy|cookie) (?:policy|notice|settings)\b|\bterms of (?:use|service)\b",
    r"\b(?:independent|quality|fearless|public-interest|trusted|investigative|honest) (?:\w+ ){0,2}"
    r"(?:journalism|reporting|news|media)\b",
    r"\b(?:log|sign) in\b|\bcreate an account\b|\bregister (?:now|here)\b",
    r"\b(?:click|tap) (?:here|the|on)\b|\bdownload (?:our|the) (?:\w+ ){0,3}app\b|\bpush notifications\b",
    r"\b(?:unlimited|premium|digital) (?:access|articles?|content)\b|\bfree (?:articles?|newsletters?|trial"
    r"|e-?mail)\b",
    r"\b(?:as little as|starting from|from just|for just|for only|just)\s+[$€£]\s?\d",
)
# Marks that diplomats use, too: they count only beside one of the others.
_COMMON_MARKS = (
    r"\bsupport (?:us|our|independent|quality|fearless|free|journalism|the (?:newspaper|work of))\b",
    r"\bsign(?:ing)?[ -]up\b",
    r"\bdonat(?:e|ion|ions|ing)\b",
    r"\b(?:your|every|a|one-time|monthly|regular|small|any) (?:\w+ )?contributions?\b"
    r"|\bcontribut(?:e|ing) (?:to (?:us|our)|today|now|from|as little|just|monthly)",
    r"\bbecome an? (?:\w+ )?(?:member|supporter|patron|friend)\b",
    r"\bour (?:\w+ )?(?:supporters|members|partners|work|staff|team|daily|weekly|mission)\b",
    r"\byour (?:\w+ )?(?:support|generosity|phone|comments?|views|name|donation|experience)\b",
    r"\bby (?:clicking|signing|continuing|supporting|using|registering|submitting|entering|donating)\b",
    r"\b(?:free|full|exclusive) (?:access|account|app)\b",
    r"\bopt(?:ing)? out\b|\bat any ?time\b|\bany time\b",
    r"\bthank(?:s| you) for (?:supporting|standing|your|being)\b",
    r"\b(?:follow|like|find|join) (?:us|me|our)\b",
    r"[$€£]\s?[\d.,]+ (?:a|per|every) (?:month|week|year)\b|\bmonthly\b|\b(?:a|per) month\b",
    r"\bterms and conditions\b|\bregister (?:for|to)\b",
    r"\b(?:of|read|finish) (?:this|the full) (?:article|story)\b|\bcontinue reading\b|\bleft to read\b",
    r"\b(?:your|cookie|these|privacy) settings\b|\bpersonal data\b|\bconsent(?:ed)?\b|\buse (?:this|our"
    r"|the) (?:web)?site\b",
)
APPEAL = re.compile(
    "|".join(
        [f"(?P<outlet{number}>{mark})" for number, mark in enumerate(_OUTLET_MARKS)]
        + [f"(?P<common{number}>{mark})" for number, mark in enumerate(_COMMON_MARKS)]
    ),
    _I,
)
SPEAKER = re.compile(r"[A-Z][\w.’'() -]{2,80}:\s")  # of a transcript
APPEAL_HEADING = re.compile(
    r"(?:an? )?(?:(?:special |personal |important )?(?:message|note|word|letter|appeal|request) (?:from|to"
    r"|for)\b.{2,60}|dear (?:\w+ )?(?:readers?|friends?|supporters?|subscribers?)\b.{0,20}"
    r"|(?:please )?support (?:us|our|independent|quality|free|fearless)\b.{0,50}|before you go\b.{0,30}"
    r"|help us\b.{0,50}|why (?:your support|support|we need|you should)\b.{0,40}|we need (?:you|your)\b.{0,50}"
    r"|(?:subscribe|sign up|donate|stay (?:informed|connected|in touch|up to date))\b.{0,60}|(?:our"
    r"|the) newsletters?\b.{0,40}|we (?:value|respect|care about) your privacy\b.{0,20})",
    _I,
)
# A line without a full stop that ends in the credit of a picture is its caption.
CAPTION_END = re.compile(
    rf"[\[(](?:(?:Photo|File|Image|Picture|Courtesy|Credit)\b[^\])]{{0,80}}"
    rf"|[^\])/]{{2,40}}/\s*[^\])]{{0,30}}\b(?:{_MAKERS})\b[^\])]{{0,20}})[\])]\.?$"
)
PICTURE = re.compile(r"image (?:caption|source|copyright),|(?:file )?(?:photo|image|picture)\s*:", _I)
