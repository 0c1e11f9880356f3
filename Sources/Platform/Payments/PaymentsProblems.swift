import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let paymentsNotConfigured = Self("payments.not_configured", 503, ["en": "Payments are not available here.", "it": "I pagamenti non sono disponibili.", "ar": "الدفع غير متاح هنا.", "ku": "پارەدان لێرە بەردەست نییە."])
    package static let paymentsUnavailable   = Self("payments.unavailable", 503, ["en": "The payment provider does not respond. Try again shortly.", "it": "Il servizio di pagamento non risponde. Riprovare tra poco.", "ar": "مزود الدفع لا يستجيب. أعد المحاولة بعد قليل.", "ku": "دابینکەری پارەدان وەڵام ناداتەوە. کەمێکی تر هەوڵ بدەرەوە."])
    package static let paymentDeclined       = Self("payments.declined", 402, ["en": "The payment was declined.", "it": "Il pagamento è stato rifiutato.", "ar": "رُفض الدفع.", "ku": "پارەدانەکە ڕەت کرایەوە."])
    package static let paymentRefused        = Self("payments.refused", 409, ["en": "The payment provider does not allow this.", "it": "Il servizio di pagamento non lo consente.", "ar": "لا يسمح مزود الدفع بذلك.", "ku": "دابینکەری پارەدان ڕێگە بەمە نادات."])
    package static let webhookSignatureBad   = Self("payments.bad_signature", 400, ["en": "The signature is missing, wrong or too old.", "it": "La firma manca, è errata o troppo vecchia.", "ar": "التوقيع مفقود أو خاطئ أو قديم جداً.", "ku": "واژووەکە نییە، هەڵەیە یان زۆر کۆنە."])
    package static let alreadySubscribed     = Self("payments.already_subscribed", 409, ["en": "There is already a subscription. Change it instead.", "it": "Esiste già un abbonamento. È possibile modificarlo.", "ar": "يوجد اشتراك بالفعل. غيّره بدلاً من ذلك.", "ku": "پێشتر بەشدارییەک هەیە. لەبری ئەوە بیگۆڕە."])
    package static let subscriptionEnded     = Self("payments.subscription_ended", 409, ["en": "The subscription has ended.", "it": "L'abbonamento è terminato.", "ar": "انتهى الاشتراك.", "ku": "بەشدارییەکە کۆتایی هاتووە."])
    package static let subscriptionUnchanged = Self("payments.subscription_unchanged", 409, ["en": "The subscription already has this price.", "it": "L'abbonamento ha già questo prezzo.", "ar": "للاشتراك هذا السعر بالفعل.", "ku": "بەشدارییەکە پێشتر ئەم نرخەی هەیە."])
    package static let notRefundable         = Self("payments.not_refundable", 409, ["en": "Only a successful payment can be refunded.", "it": "Si può rimborsare solo un pagamento riuscito.", "ar": "لا يمكن استرداد إلا مبلغ نجح دفعه.", "ku": "تەنها پارەدانێکی سەرکەوتوو دەگەڕێندرێتەوە."])
    package static let refundTooLarge        = Self("payments.refund_too_large", 409, ["en": "The amount is larger than the amount that can still be refunded.", "it": "L'importo supera quanto resta da rimborsare.", "ar": "المبلغ أكبر من المبلغ المتبقي للاسترداد.", "ku": "بڕەکە لەوە زیاترە کە بۆ گەڕاندنەوە ماوەتەوە."])
}
