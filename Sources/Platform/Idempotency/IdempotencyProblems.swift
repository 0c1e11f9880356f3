import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let idempotencyInFlight = Self("idempotency_in_flight", 409, ["en": "A request with this Idempotency-Key is still being processed. Try again shortly.", "it": "Una richiesta con questa Idempotency-Key è ancora in corso. Riprovare tra poco.", "ar": "ما زال طلب بمفتاح Idempotency-Key هذا قيد المعالجة. أعد المحاولة بعد قليل.", "ku": "داواکارییەک بەم Idempotency-Key ە هێشتا جێبەجێ دەکرێت. کەمێکی تر هەوڵ بدەرەوە."])
    package static let idempotencyUnfinished = Self("idempotency_unfinished", 409, ["en": "The first request with this Idempotency-Key took effect, but its answer was lost. Check the current state before trying again with a new key.", "it": "La prima richiesta con questa Idempotency-Key ha avuto effetto, ma la risposta è andata persa. Verificare lo stato attuale prima di riprovare con una nuova chiave.", "ar": "نُفّذ الطلب الأول بمفتاح Idempotency-Key هذا، لكن الرد عليه فُقد. راجع الحالة الحالية قبل إعادة المحاولة بمفتاح جديد.", "ku": "یەکەم داواکاری بەم Idempotency-Key ە جێبەجێ بوو، بەڵام وەڵامەکەی ون بوو. پێش هەوڵدان بە کلیلێکی نوێ سەیری دۆخی ئێستا بکە."])
    package static let idempotencyMismatch = Self("idempotency_mismatch", 422, ["en": "This Idempotency-Key was already used for another request. Use a new key.", "it": "Questa Idempotency-Key è già stata usata per un'altra richiesta. Usarne una nuova.", "ar": "استُخدم Idempotency-Key هذا لطلب آخر. استخدم مفتاحاً جديداً.", "ku": "ئەم Idempotency-Key ە بۆ داواکارییەکی تر بەکارهاتووە. کلیلێکی نوێ بەکاربهێنە."])
}
