import Kernel

extension Organization {
    static let problems: [Problem.Code] = [
        .departmentInUse, .departmentNameTaken, .seatLimit, .seatsInUse, .alreadyMember, .otherAddress,
        .organizationNotActive, .subscriptionSuspended,
    ]
}

// swift-format-ignore
extension Problem.Code {
    static let departmentInUse = Self("department.in_use", 409, ["en": "The department still has members, open invitations or departments below it.", "it": "Il reparto ha ancora membri, inviti aperti o reparti al suo interno.", "ar": "ما زال للقسم أعضاء أو دعوات مفتوحة أو أقسام تحته.", "ku": "بەشەکە هێشتا ئەندام یان بانگهێشتی کراوە یان بەشی ژێرەوەی هەیە."])
    static let departmentNameTaken = Self("department.name_taken", 409, ["en": "There is already a department with this name in the same place.", "it": "Esiste già un reparto con questo nome nella stessa posizione.", "ar": "يوجد قسم بهذا الاسم في الموضع نفسه.", "ku": "بەشێک بەم ناوە لە هەمان شوێندا هەیە."])
    static let seatLimit = Self("seat_limit", 409, ["en": "All seats of the subscription are taken.", "it": "Tutti i posti dell'abbonamento sono occupati.", "ar": "جميع مقاعد الاشتراك مشغولة.", "ku": "هەموو کورسییەکانی بەشداریکردنەکە گیراون."])
    static let seatsInUse = Self("seats_in_use", 409, ["en": "More seats are in use than the number given.", "it": "I posti in uso sono più di quelli indicati.", "ar": "المقاعد المستخدمة أكثر من ذلك.", "ku": "کورسی بەکارهێنراو لەوە زیاترە."])
    package static let alreadyMember = Self("already_member", 409, ["en": "This person is already a member of an organisation.", "it": "Questa persona fa già parte di un'organizzazione.", "ar": "هذا الشخص عضو في مؤسسة بالفعل.", "ku": "ئەم کەسە پێشتر ئەندامی ڕێکخراوێکە."])
    package static let otherAddress = Self("invitation.other_address", 409, ["en": "The invitation was sent to another e-mail address than that of your account.", "it": "L'invito è stato inviato a un indirizzo e-mail diverso da quello del suo account.", "ar": "أُرسلت الدعوة إلى بريد إلكتروني غير بريد حسابك.", "ku": "بانگهێشتەکە بۆ ئیمەیڵێکی تر نێردراوە، نەک ئەوەی هەژمارەکەت."])
    package static let organizationNotActive = Self("organization.not_active", 409, ["en": "The organisation is not active at the moment.", "it": "L'organizzazione al momento non è attiva.", "ar": "المؤسسة غير عاملة في الوقت الحالي.", "ku": "ڕێکخراوەکە لە ئێستادا چالاک نییە."])
    package static let subscriptionSuspended = Self("subscription_suspended", 402, ["en": "The organisation's subscription is suspended or cancelled.", "it": "L'abbonamento dell'organizzazione è sospeso o disdetto.", "ar": "اشتراك المؤسسة معلّق أو ملغى.", "ku": "بەشداریکردنی ڕێکخراوەکە ڕاگیراوە یان هەڵوەشێنراوەتەوە."])
}

// swift-format-ignore
extension Refusal {
    static let withoutAdministrator = Refusal("without_administrator", ["en": "needs an administrator who has joined", "it": "richiede un amministratore che abbia accettato l'invito", "ar": "يحتاج إلى مشرف انضم", "ku": "بەڕێوەبەرێکی پێویستە کە پەیوەندی کردبێت"])
    static let administratorsFirst = Refusal("administrators_first", ["en": "must be the role of an administrator until the organisation is active", "it": "deve essere quello di un amministratore finché l'organizzazione non è attiva", "ar": "يجب أن يكون دور مشرف حتى تصبح المؤسسة عاملة", "ku": "دەبێت ڕۆڵی بەڕێوەبەر بێت تا ڕێکخراوەکە چالاک دەبێت"])
    static let unknownSite = Refusal("unknown_site", ["en": "is not a site of the organisation", "it": "non è una sede dell'organizzazione", "ar": "ليس موقعاً من مواقع المؤسسة", "ku": "شوێنێکی ڕێکخراوەکە نییە"])
    static let siteInUse = Refusal("site_in_use", ["en": "leaves out a site that members or open invitations still have", "it": "esclude una sede ancora assegnata a membri o inviti aperti", "ar": "يُسقط موقعاً ما زال لأعضاء أو دعوات مفتوحة", "ku": "شوێنێک لادەبات کە هێشتا ئەندام یان بانگهێشتی کراوەی هەیە"])
    static let siteTwice = Refusal("site_twice", ["en": "has the key of another site", "it": "ha la stessa chiave di un'altra sede", "ar": "له مفتاح موقع آخر", "ku": "کلیلی شوێنێکی تری هەیە"])
    static let unknownDepartment = Refusal("unknown_department", ["en": "is not a department of the organisation", "it": "non è un reparto dell'organizzazione", "ar": "ليس قسماً من أقسام المؤسسة", "ku": "بەشێکی ڕێکخراوەکە نییە"])
    static let departmentTooDeep = Refusal("too_deep", ["en": "would put a department more than three levels below the organisation", "it": "porterebbe un reparto oltre il terzo livello sotto l'organizzazione", "ar": "يضع قسماً دون المستوى الثالث تحت المؤسسة", "ku": "بەشێک دەخاتە خوارووی سێ ئاستی ژێر ڕێکخراوەکە"])
    static let departmentUnderItself = Refusal("under_itself", ["en": "is the department itself or one below it", "it": "è il reparto stesso o uno al suo interno", "ar": "هو القسم نفسه أو قسم تحته", "ku": "خودی بەشەکەیە یان یەکێکە لە ژێریدا"])
    static let tooManyDepartments = Refusal("too_many_departments", ["en": "would be one department more than the 200 that an organisation can have", "it": "supererebbe i 200 reparti che un'organizzazione può avere", "ar": "يتجاوز 200 قسم، وهو الحد الأعلى للمؤسسة", "ku": "لە 200 بەش تێدەپەڕێت کە ڕێکخراوێک دەتوانێت هەیبێت"])
    static let periodIsOver = Refusal("period_is_over", ["en": "must be in the future", "it": "deve essere nel futuro", "ar": "يجب أن يكون في المستقبل", "ku": "دەبێت لە داهاتوودا بێت"])
}
