import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let smsReportRefused = Self("notifications.bad_signature", 400, ["en": "The signature is missing or wrong, or the report is invalid.", "it": "La firma manca o è errata, oppure il rapporto non è valido.", "ar": "التوقيع مفقود أو خاطئ، أو أن التقرير غير صالح.", "ku": "واژووەکە نییە یان هەڵەیە، یان ڕاپۆرتەکە دروست نییە."])
}

// swift-format-ignore
extension Refusal {
    static let quietAllDay     = Refusal("quiet_all_day", ["en": "must differ from the start of the quiet hours", "it": "deve essere diverso dall'inizio della fascia di silenzio", "ar": "يجب أن يختلف عن بداية ساعات الهدوء", "ku": "دەبێت جیاواز بێت لە سەرەتای کاتی بێدەنگی"])
    static let languageUnknown = Refusal("unknown_language", ["en": "is not a language of this service", "it": "non è una lingua di questo servizio", "ar": "ليست لغة من لغات هذه الخدمة", "ku": "زمانی ئەم خزمەتگوزارییە نییە"])
    static let securityStaysOn = Refusal("security_stays_on", ["en": "cannot be switched off because it concerns the security of the account", "it": "non si può disattivare perché riguarda la sicurezza dell'account", "ar": "لا يمكن إيقافها لأنها تتعلق بأمان الحساب", "ku": "ناچالاک ناکرێت چونکە پەیوەندی بە ئاسایشی هەژمارەوە هەیە"])
}
