import Kernel

extension Accounts {
    /// What has happened to an account: in the app as well as by mail.
    static let told: [NoticeTemplate] = [
        NoticeTemplate(
            .passwordChanged,
            .security,
            subject: ["en": "Your password was changed", "it": "La sua password è cambiata"],
            body: [
                "en":
                    "The password of your account was changed and your other sessions have ended. If it was not you, ask for a new password now.",
                "it":
                    "La password del suo account è cambiata e le altre sessioni sono terminate. Se non è stato lei, chieda subito una nuova password.",
            ]
        ),
        NoticeTemplate(
            .newDevice,
            .security,
            subject: ["en": "A login from a new device", "it": "Accesso da un nuovo dispositivo"],
            body: [
                "en":
                    "Your account was opened with {{device}} from {{address}} at {{time}}. If it was not you, change your password and end your other sessions.",
                "it":
                    "Il suo account è stato aperto con {{device}} da {{address}} alle {{time}}. Se non è stato lei, cambi la password e termini le altre sessioni.",
            ],
            preview: ["device": "Firefox, Linux", "address": "192.0.2.7", "time": "2026-11-21 10:00"]
        ),
        NoticeTemplate(
            .secondFactorOn,
            .security,
            subject: ["en": "Two-step login is on", "it": "Accesso in due passaggi attivo"],
            body: [
                "en":
                    "From now on logging in also needs a code from your authenticator. Keep the recovery codes in a safe place.",
                "it":
                    "D'ora in poi per accedere serve anche un codice dell'app di autenticazione. Conservi i codici di recupero in un luogo sicuro.",
            ]
        ),
        NoticeTemplate(
            .secondFactorOff,
            .security,
            subject: ["en": "Two-step login is off", "it": "Accesso in due passaggi disattivato"],
            body: [
                "en":
                    "Logging in now needs the password only. If it was not you, change your password now.",
                "it":
                    "Ora per accedere basta la password. Se non è stato lei, cambi subito la password.",
            ]
        ),
        NoticeTemplate(
            .recoveryCodeUsed,
            .security,
            subject: ["en": "A recovery code was used", "it": "È stato usato un codice di recupero"],
            body: [
                "en":
                    "A recovery code opened your account; {{left}} are left. If it was not you, change your password now.",
                "it":
                    "Un codice di recupero ha aperto il suo account; ne restano {{left}}. Se non è stato lei, cambi subito la password.",
            ],
            preview: ["left": "9"]
        ),
    ]
}
