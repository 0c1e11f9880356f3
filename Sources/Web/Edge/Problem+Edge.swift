import Kernel

extension Problem {
    /// No operation has the path; `list` is where those are that exist.
    init(noOperationBut list: String) {
        self.init(
            .notFound,
            [
                "en": "No operation has this path; see \(list) for those that exist.",
                "it": "Nessuna operazione ha questo percorso; l'elenco è in \(list).",
            ]
        )
    }

    init(_ code: Code, retryingAfter seconds: Int) {
        self.init(
            code,
            [
                "en": "Try again in \(seconds) s.", "it": "Riprovare tra \(seconds) s.",
                "ar": "أعد المحاولة بعد \(seconds) ثانية.",
                "ku": "دوای \(seconds) چرکە دووبارە هەوڵ بدەرەوە.",
            ],
            retryAfter: seconds
        )
    }
}
