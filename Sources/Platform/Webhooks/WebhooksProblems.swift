import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let webhookDisabled        = Self("webhook_disabled", 409, ["en": "The webhook is disabled.", "it": "Il webhook è disattivato.", "ar": "خطاف الويب معطّل.", "ku": "وێبهووکەکە ناچالاکە."])
    package static let webhookDeliveryPending = Self("webhook_delivery_pending", 409, ["en": "The delivery is already in progress.", "it": "La consegna è già in corso.", "ar": "الإرسال جارٍ بالفعل.", "ku": "ناردنەکە پێشتر دەستی پێکردووە."])
    package static let webhookRotating        = Self("webhook_rotating", 409, ["en": "The secret was changed less than a day ago and events are still signed with the previous secret. Set `expire_now` to change it anyway.", "it": "Il segreto è stato cambiato da meno di un giorno e gli eventi sono ancora firmati anche con il precedente. Indicare `expire_now` per cambiarlo comunque.", "ar": "تغيّر السر قبل أقل من يوم وما زال السر السابق يوقّع. استخدم `expire_now` لتغييره رغم ذلك.", "ku": "نهێنییەکە کەمتر لە ڕۆژێک لەمەوبەر گۆڕدرا و ئەوەی پێشوو هێشتا واژوو دەکات. `expire_now` بەکاربهێنە بۆ ئەوەی هەر بیگۆڕیت."])
    package static let tooManyWebhooks        = Self("too_many_webhooks", 409, ["en": "The maximum number of webhooks has been reached.", "it": "È stato raggiunto il numero massimo di webhook.", "ar": "بلغ عدد خطافات الويب الحد الأقصى.", "ku": "ژمارەی وێبهووکەکان گەیشتووەتە زۆرترین ڕادە."])
}
