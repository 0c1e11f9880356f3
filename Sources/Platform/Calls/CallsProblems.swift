import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let callsNotConfigured = Self("calls.not_configured", 503, ["en": "Calls are not available here.", "it": "Le chiamate non sono disponibili.", "ar": "المكالمات غير متاحة هنا.", "ku": "پەیوەندی تەلەفۆنی لێرە بەردەست نییە."])
    package static let callsUnavailable   = Self("calls.unavailable", 503, ["en": "The telephone service does not respond; try again later.", "it": "Il servizio telefonico non risponde; riprovare più tardi.", "ar": "خدمة الهاتف لا تستجيب؛ أعد المحاولة لاحقاً.", "ku": "خزمەتگوزاری تەلەفۆن وەڵام ناداتەوە؛ دواتر هەوڵ بدەرەوە."])
    package static let callRefused        = Self("calls.refused", 409, ["en": "The telephone service does not connect these numbers.", "it": "Il servizio telefonico non collega questi numeri.", "ar": "خدمة الهاتف لا توصل بين هذين الرقمين.", "ku": "خزمەتگوزاری تەلەفۆن ئەم ژمارانە بەیەکەوە نابەستێتەوە."])
    package static let callSignatureBad   = Self("calls.bad_signature", 400, ["en": "The signature is missing or wrong, or the report is invalid.", "it": "La firma manca o è errata, oppure il rapporto non è valido.", "ar": "التوقيع مفقود أو خاطئ، أو أن التقرير غير صالح.", "ku": "واژووەکە نییە یان هەڵەیە، یان ڕاپۆرتەکە دروست نییە."])
}
