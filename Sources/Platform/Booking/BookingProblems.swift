import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let slotTaken  = Self("booking.slot_taken", 409, ["en": "This time has just been taken.", "it": "L'orario non è più disponibile.", "ar": "حُجز هذا الوقت للتو.", "ku": "ئەم کاتە ئێستا گیرا."])
    package static let holderBusy = Self("booking.holder_busy", 409, ["en": "There is another booking at this time.", "it": "Esiste già una prenotazione in questo orario.", "ar": "يوجد حجز آخر في هذا الوقت.", "ku": "نۆرەیەکی تر لەم کاتەدا هەیە."])
    package static let noSeatLost = Self("booking.seats_taken", 409, ["en": "More seats are taken than that.", "it": "I posti occupati sono più di quelli indicati.", "ar": "عدد المقاعد المحجوزة أكبر من ذلك.", "ku": "شوێنی گیراو لەوە زیاترە."])
}

// swift-format-ignore
extension Refusal {
    package static let notASlot   = Refusal("not_a_slot", ["en": "is not a time that can be booked", "it": "non è un orario prenotabile", "ar": "ليس وقتاً يمكن حجزه", "ku": "کاتێک نییە کە بگیرێت"])
    package static let tooSoon    = Refusal("too_soon", ["en": "is too soon to be booked", "it": "è troppo vicino per essere prenotato", "ar": "قريب جداً للحجز", "ku": "زۆر نزیکە بۆ نۆرەگرتن"])
    package static let tooFarAway = Refusal("too_far_away", ["en": "is further ahead than bookings are taken", "it": "è oltre il periodo prenotabile", "ar": "أبعد مما تُقبل فيه الحجوزات", "ku": "لەو ماوەیە دوورترە کە نۆرە تێیدا وەردەگیرێت"])
    package static let endsBeforeItBegins = Refusal("ends_before_it_begins", ["en": "must be after the beginning", "it": "deve essere dopo l'inizio", "ar": "يجب أن يكون بعد البداية", "ku": "دەبێت دوای سەرەتا بێت"])
    package static let overlapsAnother = Refusal("overlaps_another", ["en": "overlaps another entry", "it": "si sovrappone a un'altra voce", "ar": "يتداخل مع قيد آخر", "ku": "لەگەڵ تۆمارێکی تر تێکەڵ دەبێت"])
    static let tooManyLines = Refusal("too_many_lines", ["en": "has too many lines for a week", "it": "ha troppe righe per una settimana", "ar": "فيه أسطر أكثر من اللازم لأسبوع", "ku": "دێڕی زۆرتری تێدایە لەوەی بۆ هەفتەیەک پێویستە"])
    static let timeMissing  = Refusal("time_missing", ["en": "a time is needed here", "it": "serve un orario", "ar": "يلزم وقت هنا", "ku": "کاتێک لێرە پێویستە"])
}
