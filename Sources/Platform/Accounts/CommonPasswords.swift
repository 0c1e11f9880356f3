/// Passwords and words that are tried first, Italian ones among them.
///
/// Shorter ones matter too: with digits after them they get long.
let commonPasswords: Set<String> = Set(
    """
    123456 1234567 12345678 123456789 1234567890 0123456789 0987654321 1234512345 1122334455 1212121212 123123123
    1231231231 123321123321 1234554321 12345678910 123456789012 123456123456 147258369 1472583690 159753 159357
    1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4e5
    qwerty qwertyui qwertyuiop qwertyuiop123 qwerty123456 qazwsx qazwsxedc qwe123qwe123 asdfgh asdfghjk asdfghjkl
    zxcvbn zxcvbnm asdasdasd asdfasdf azerty azertyuiop abc123 abcd1234 abcdef abcdefg abcdefgh abcdefghij abcabc
    password password1 passw0rd p@ssw0rd p@ssword pa$$word passwort motdepasse contrasena parola parolachiave
    passwordpassword mypassword thepassword newpassword oldpassword yourpassword changeme changeit changemenow
    letmein letmeinnow openopen opensesame welcome welcomeback welcometo benvenuto benvenuti admin administrator
    adminadmin administrador amministratore root rootroot toor superuser supervisor superman batman spiderman
    login loginlogin guest guestguest user username useruser test testtest testing tester demo demodemo default
    master masterkey secret secretsecret topsecret segreto segreta access accesso server service computer internet
    iloveyou iloveyouso iloveu loveyou loveme lovelove tiamo tiamotanto tivogliobene amore amoremio amoretesoro
    tesoro tesoromio amicizia famiglia mammamia ciao ciaociao ciaobello ciaobella buongiorno buonasera italia
    italiaitalia forzaitalia forzajuve forzainter forzamilan forzaroma forzanapoli forzalazio juventus
    juventusjuventus inter internazionale milan acmilan roma asroma napoli sscnapoli lazio fiorentina bologna
    torino genova palermo catania firenze venezia ferrari valentina francesca francesco alessandro alessandra
    alessia andrea antonio antonella giovanni giovanna giuseppe giuseppina giulia luca marco matteo martina
    michael michelle michele mario maria mariamaria roberto roberta salvatore stefano stefania simone daniele
    daniela davide federica federico lorenzo chiara elena elisa sara laura paola paolo barbara vincenzo
    monkey dragon shadow sunshine princess principessa football calcio baseball basketball hockey soccer pokemon
    starwars trustno1 whatever freedom liberty charlie jordan jessica jennifer ashley daniel thomas robert
    summer winter autumn spring estate inverno autunno primavera january february december gennaio febbraio
    marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre monday friday sunday lunedi
    venerdi domenica samsung iphone android google facebook instagram linkedin microsoft windows apple cheese
    cookie chocolate cioccolato banana pizza spaghetti correcthorsebatterystaple portico pkservizi modello730 fisco
    """.split(whereSeparator: \.isWhitespace).map(String.init)
)
