import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let smsReportRefused = Self("notifications.bad_signature", 400, ["en": "The signature is missing or wrong, or the report is invalid.", "it": "La firma manca o è errata, oppure il rapporto non è valido.", "ar": "التوقيع مفقود أو خاطئ، أو أن التقرير غير صالح.", "ku": "واژووەکە نییە یان هەڵەیە، یان ڕاپۆرتەکە دروست نییە."])
}

// swift-format-ignore
extension Refusal {
    static let quietAllDay     = Refusal("quiet_all_day", ["en": "must differ from the start of the quiet hours", "it": "deve essere diverso dall'inizio della fascia di silenzio", "ar": "يجب أن يختلف عن بداية ساعات الهدوء", "ku": "دەبێت جیاواز بێت لە سەرەتای کاتی بێدەنگی"])
    static let languageUnknown = Refusal("unknown_language", ["en": "is not a language of this service", "it": "non è una lingua di questo servizio", "ar": "ليست لغة من لغات هذه الخدمة", "ku": "زمانی ئەم خزمەتگوزارییە نییە"])
    static let inQuietHours    = Refusal("in_quiet_hours", ["en": "is in the quiet hours", "it": "cade nella fascia di silenzio", "ar": "يقع في ساعات الهدوء", "ku": "لە کاتی بێدەنگیدایە"])
    static let moveTooOld      = Refusal("too_old", ["en": "must be at most 30 days back, not in the future, and come with a time zone", "it": "deve risalire a non più di 30 giorni fa, non essere nel futuro e accompagnare un fuso orario", "ar": "يجب ألا يعود إلى أكثر من 30 يوماً وألا يكون في المستقبل وأن ترافقه منطقة زمنية", "ku": "دەبێت لە 30 ڕۆژ زیاتر نەبێت، لە داهاتوودا نەبێت و لەگەڵ ناوچەیەکی کاتی بێت"])
    static let twice           = Refusal("duplicate", ["en": "is in the list twice", "it": "è due volte nell'elenco", "ar": "مكرر في القائمة", "ku": "دوو جار لە لیستەکەدایە"])

    static func placeholderUnknown(_ name: String) -> Refusal {
        Refusal("unknown_placeholder", ["en": "has the unknown placeholder {{\(name)}}", "it": "contiene il segnaposto sconosciuto {{\(name)}}", "ar": "فيه متغير مجهول {{\(name)}}", "ku": "شوێنگری نەناسراوی {{\(name)}} تێدایە"])
    }

    static func placeholderMissing(_ name: String) -> Refusal {
        Refusal("missing_placeholder", ["en": "lacks the placeholder {{\(name)}}", "it": "non contiene il segnaposto {{\(name)}}", "ar": "ينقصه المتغير {{\(name)}}", "ku": "شوێنگری {{\(name)}}ی تێدا نییە"])
    }

    static let staysInTheApp   = Refusal("stays_in_the_app", ["en": "cannot be switched off in the app", "it": "non si può disattivare nell'app", "ar": "لا يمكن إيقافها داخل التطبيق", "ku": "لەناو ئەپەکەدا ناچالاک ناکرێت"])

    static func staysOn(_ category: NoticeTemplate.Category) -> Refusal {
        category == .security ? .securityStaysOn : .staysInTheApp
    }

    static let securityStaysOn = Refusal("security_stays_on", ["en": "cannot be switched off because it concerns the security of the account", "it": "non si può disattivare perché riguarda la sicurezza dell'account", "ar": "لا يمكن إيقافها لأنها تتعلق بأمان الحساب", "ku": "ناچالاک ناکرێت چونکە پەیوەندی بە ئاسایشی هەژمارەوە هەیە"])
}
