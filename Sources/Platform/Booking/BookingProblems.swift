import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let slotTaken  = Self("booking.slot_taken", 409, ["en": "This time has just been booked by somebody else. Choose another one.", "it": "Questo orario è appena stato prenotato da un'altra persona. Sceglierne un altro.", "ar": "حجز شخص آخر هذا الوقت للتو. اختر وقتاً آخر.", "ku": "کەسێکی تر تازە ئەم کاتەی گرت. کاتێکی تر هەڵبژێرە."])
    package static let holderBusy = Self("booking.holder_busy", 409, ["en": "There is already another booking at this time.", "it": "Esiste già una prenotazione in questo orario.", "ar": "يوجد حجز آخر في هذا الوقت.", "ku": "نۆرەیەکی تر لەم کاتەدا هەیە."])
    package static let dayFull    = Self("booking.day_full", 409, ["en": "There are already as many bookings on this day as allowed.", "it": "In questo giorno ci sono già tutte le prenotazioni ammesse.", "ar": "بلغت الحجوزات في هذا اليوم الحد الأقصى.", "ku": "نۆرەکانی ئەم ڕۆژە گەیشتوونەتە ئەوپەڕی ڕێگەپێدراو."])
    package static let noSeatLost = Self("booking.seats_taken", 409, ["en": "More seats are already taken than the given number.", "it": "I posti occupati sono più di quelli indicati.", "ar": "عدد المقاعد المحجوزة أكبر من ذلك.", "ku": "شوێنی گیراو لەوە زیاترە."])
}

// swift-format-ignore
extension Refusal {
    package static let notASlot   = Refusal("not_a_slot", ["en": "is not a time that can be booked", "it": "non è un orario prenotabile", "ar": "ليس وقتاً يمكن حجزه", "ku": "کاتێک نییە کە بگیرێت"])
    package static let tooSoon    = Refusal("too_soon", ["en": "is too soon to book", "it": "è troppo vicino per essere prenotato", "ar": "قريب جداً للحجز", "ku": "زۆر نزیکە بۆ نۆرەگرتن"])
    package static let tooFarAway = Refusal("too_far_away", ["en": "is too far ahead to book", "it": "è troppo lontano per essere prenotato", "ar": "بعيد جداً للحجز", "ku": "زۆر دوورە بۆ نۆرەگرتن"])
    package static let endsBeforeItBegins = Refusal("ends_before_it_begins", ["en": "must be after the start", "it": "deve essere dopo l'inizio", "ar": "يجب أن يكون بعد البداية", "ku": "دەبێت دوای سەرەتا بێت"])
    package static let overlapsAnother = Refusal("overlaps_another", ["en": "overlaps another entry", "it": "si sovrappone a un'altra voce", "ar": "يتداخل مع فترة أخرى", "ku": "دەکەوێتە سەر ماوەیەکی تر"])
    static let tooManyLines = Refusal("too_many_lines", ["en": "has too many entries for a week", "it": "ha troppe voci per una settimana", "ar": "فيه أسطر أكثر من اللازم لأسبوع", "ku": "دێڕی زۆرتری تێدایە لەوەی بۆ هەفتەیەک پێویستە"])
    static let timeMissing  = Refusal("time_missing", ["en": "is required: specify a time", "it": "è obbligatorio: indicare un orario", "ar": "مطلوب: أدخل وقتاً", "ku": "پێویستە: کاتێک دیاری بکە"])
}
