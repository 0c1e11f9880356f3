import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let clientIDReused = Self("client_id_reused", 409, ["en": "This client identifier belongs to a message with another text.", "it": "Questo identificativo appartiene a un messaggio con un altro testo.", "ar": "هذا المعرّف يخص رسالة بنص آخر.", "ku": "ئەم ناسێنەرە هی پەیامێکە بە دەقێکی تر."])
}
