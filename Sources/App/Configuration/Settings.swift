import Platform

/// One environment variable that the server understands.
struct Setting: Sendable {
    let name: String
    let fallback: String
    let help: String
    var isSecret = false

    init(_ name: String, _ fallback: String, _ help: String, isSecret: Bool = false) {
        self.name = "PORTICO_" + name
        self.fallback = fallback
        self.help = help
        self.isSecret = isSecret
    }
}

// The complete table; `portico config` prints it and docs/reference/configuration.md lists it.
// swift-format-ignore
extension Setting {
    static let environment    = Setting("ENV", "development", "`development` or `production`. Production refuses to start without a secret. Development listens only on loopback addresses unless this is set to `development` explicitly")
    static let host           = Setting("HOST", "127.0.0.1", "The address to listen on; `0.0.0.0` is every interface")
    static let port           = Setting("PORT", "8080", "The port to listen on; 0 chooses a free port")
    static let publicURL      = Setting("PUBLIC_URL", "", "The public address of the server, such as `https://portico.example`; links in messages begin with it. Empty: the address it listens on")
    static let appURL         = Setting("APP_URL", "", "The address of your own front end, such as `https://app.example`. Links in messages lead to its pages `verify-email`, `reset-password` and `accept-invitation`, with `#token=…`, and customers return to it from a payment. With several products each adds its name; `PORTICO_<PRODUCT>_APP_URL` overrides it for one product. Empty: the pages of this server (docs/pages.md)")
    static let databaseURL    = Setting("DATABASE_URL", "sqlite:data/", "`postgres://…` (each product in the schema of its name), `sqlite:folder/`, or `sqlite:file` for one product; `PORTICO_<PRODUCT>_DATABASE_URL` overrides it for one product", isSecret: true)
    static let secret         = Setting("SECRET", "", "At least 32 bytes from which all keys are derived; in development one is generated and kept in `data/secret`", isSecret: true)
    static let previous       = Setting("PREVIOUS_SECRETS", "", "Previous secrets, separated by commas; tokens they signed stay valid", isSecret: true)
    static let fieldKeys      = Setting("FIELD_KEYS", "", "Keys for the sealed values of people, `id:base64` of 32 bytes each, separated by commas: the first encrypts, all of them decrypt. Required in production by products with a diary or data of health. Empty: the key `0`, derived from the secret", isSecret: true)
    static let migrate        = Setting("MIGRATE", "auto", "`auto`: `serve` applies pending migrations; `off`: only `portico migrate` does")
    static let lanes          = Setting("LANES", "", "Database connections (PostgreSQL) or readers (SQLite) of each product; empty: chosen automatically")
    static let tlsCertificate = Setting("TLS_CERT", "", "The file of the certificate chain (PEM); with it and the key the server speaks HTTPS")
    static let tlsKey         = Setting("TLS_KEY", "", "The file of the private key (PEM)")
    static let logLevel       = Setting("LOG_LEVEL", "info", "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`")
    static let accessLog      = Setting("ACCESS_LOG", "on", "`on` logs a line for each request")
    static let rateLimits     = Setting("RATE_LIMITS", "on", "`off` disables all rate limits; refused in production")
    static let drainDelay     = Setting("DRAIN_DELAY_SECONDS", "0", "Seconds for which `/readyz` answers 503 before the server stops accepting connections")
    static let drainSeconds   = Setting("DRAIN_SECONDS", "25", "Seconds that running requests and jobs have to finish after that")
    static let trustedProxies = Setting("TRUSTED_PROXIES", "", "Addresses or CIDR blocks, separated by commas, whose `X-Forwarded-*` headers are accepted")
    static let countryHeader  = Setting("COUNTRY_HEADER", "", "The header in which these proxies name the caller's country in two letters, such as `CF-IPCountry`; shown with sessions")
    static let corsOrigins    = Setting("CORS_ORIGINS", "", "Origins, separated by commas, from which browsers may call the API")
    static let webhookAllow   = Setting("WEBHOOK_ALLOW", "", "Private CIDR blocks, separated by commas, that may receive webhooks")
    static let requireMFA     = Setting("REQUIRE_MFA", "", "Roles, separated by commas, that require two-step login, such as `admin,super_admin`. Until they turn it on, such users reach only their own account")
    static let storage        = Setting("STORAGE", "data/files/", "The file storage: a folder, or `s3://bucket/prefix`; each product has its own part of it")
    static let s3Endpoint     = Setting("S3_ENDPOINT", "", "The S3 server, such as `https://minio.example:9000`; empty: Amazon S3 in the region")
    static let s3Region       = Setting("S3_REGION", "eu-south-1", "The S3 region")
    static let s3AccessKey    = Setting("S3_ACCESS_KEY", "", "The S3 access key")
    static let s3SecretKey    = Setting("S3_SECRET_KEY", "", "The S3 secret key", isSecret: true)
    static let spool          = Setting("SPOOL", "data/spool/", "The folder for files on their way into a bucket")
    static let backupTo       = Setting("BACKUP_TO", "", "The folder for a backup every night (7 are kept) and every week (5), and for the notes of erasures, which `portico restore` repeats; each product has its own part of it. Empty: no backups by itself")
    static let quotaScale     = Setting("QUOTA_SCALE", "1", "A factor for every quota (docs/reference), from 1 to 1,000,000, for load tests and very large organisations")
    static let redisURL       = Setting("REDIS_URL", "", "`redis://:password@host:6379/0`, for messages between processes and shared caches; empty: the database and process memory are used", isSecret: true)
    static let clamd          = Setting("CLAMD", "", "The ClamAV daemon, such as `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`; empty: files are not scanned")
    static let operationsToken = Setting("OPS_TOKEN", "", "The bearer token for `/metrics` and `/health`; without it they are open in development and closed in production", isSecret: true)
    static let docs           = Setting("DOCS", "", "`on` serves `/docs` and `/openapi.json`, `off` does not; empty: only in development")
    static let docsAssets     = Setting("DOCS_ASSETS", ".cache/docs-assets", "The folder with Swagger UI; without it `/docs` shows a plain list")

    static let smtpURL        = Setting("SMTP_URL", "", "The mail server, such as `smtp://user:password@mail.example:587?tls=required` (`required`, `opportunistic`, `none`) or `smtps://…`; empty in development: mails are written to `data/mail/`", isSecret: true)
    static let mailFrom       = Setting("MAIL_FROM", "", "The sender address of mails; required to send mail")
    static let smtpCA         = Setting("SMTP_CA", "", "A file of certificate authorities (PEM) to verify the mail server with, instead of the system's")
    static let sendGridKey    = Setting("SENDGRID_KEY", "", "The SendGrid API key, to send mail through SendGrid instead", isSecret: true)

    static let sesRegion      = Setting("SES_REGION", "", "The region of Amazon SES, to send mail through SES instead")
    static let sesAccessKey   = Setting("SES_ACCESS_KEY", "", "The SES access key")
    static let sesSecretKey   = Setting("SES_SECRET_KEY", "", "The SES secret key", isSecret: true)

    static let stripeKey      = Setting("STRIPE_KEY", "", "Stripe's secret key, to accept payments; a test key in development, a live key in production. Empty: payments answer 503", isSecret: true)
    static let stripePublishableKey = Setting("STRIPE_PUBLISHABLE_KEY", "", "Stripe's publishable key, of the same mode as the secret one: with it clients of Tutoring confirm payments. Empty: Tutoring takes no payments for lessons")
    static let stripeSecrets  = Setting("STRIPE_WEBHOOK_SECRETS", "", "The signing secret of the Stripe webhook for `<product>/…/webhooks/stripe`; several, separated by commas, for several products or during a rotation", isSecret: true)
    static let stripeAPI      = Setting("STRIPE_API", "https://api.stripe.com", "The address of Stripe's API; change it only for tests")
    static let payPalClientID = Setting("PAYPAL_CLIENT_ID", "", "The client id of the PayPal app, to accept payments through PayPal: the sandbox in development, real money in production. `PORTICO_<PRODUCT>_PAYPAL_CLIENT_ID` overrides it for one product, and so do the two below. Empty: payments through PayPal answer 503")
    static let payPalSecret   = Setting("PAYPAL_SECRET", "", "The secret of the PayPal app", isSecret: true)
    static let payPalWebhookID = Setting("PAYPAL_WEBHOOK_ID", "", "PayPal's identifier of the webhook for `<product>/…/payments/webhook`, which is part of what PayPal signs")
    static let payPalAPI      = Setting("PAYPAL_API", "", "The address of a double of PayPal, which is also where its certificates are; for tests only, production refuses it")
    static let payPalRoots    = Setting("PAYPAL_ROOTS", "", "The file of the certificates (PEM) that sign for the double of PayPal; for tests only, production refuses it")
    static let issuerName    = Setting("INVOICE_ISSUER_NAME", "", "The name of the issuer of invoices; required in production with Stripe or PayPal, as are the two below")
    static let issuerAddress = Setting("INVOICE_ISSUER_ADDRESS", "", "The issuer's address, its lines separated by semicolons, such as `Via Roma 1; 00184 Roma (RM)`")
    static let issuerVAT     = Setting("INVOICE_ISSUER_VAT", "", "The issuer's VAT number, as printed on the invoice")

    static let twilioAccount  = Setting("TWILIO_ACCOUNT_SID", "", "The Twilio account, such as `AC…`, to send text messages; required in production with login by telephone. Empty in development: text messages are written to the log")
    static let twilioToken    = Setting("TWILIO_AUTH_TOKEN", "", "The token of the Twilio account", isSecret: true)
    static let twilioFrom     = Setting("TWILIO_FROM", "", "The sender of text messages: a number such as `+1…`, or a messaging service such as `MG…`")
    static let twilioCallback = Setting("TWILIO_STATUS_CALLBACK", "", "The public address for Twilio's delivery reports, `https://…/webhooks/twilio` of the product; empty: no reports")
    static let twilioSigningKey = Setting("TWILIO_SIGNING_KEY", "", "The shared key of a Twilio setting for webhooks, where the account signs with one; empty: they are signed with the token", isSecret: true)
    static let twilioAPI      = Setting("TWILIO_API", "https://api.twilio.com", "The address of Twilio's API; change it only for tests")

    static let fcmAccount     = Setting("FCM_SERVICE_ACCOUNT", "", "The key file (JSON) of the Google service account for push messages. Empty in development: they are written to `data/push/`", isSecret: true)
    static let fcmAPI         = Setting("FCM_API", "https://fcm.googleapis.com", "The address of Firebase Cloud Messaging; change it only for tests")

    static let googleClientID = Setting("GOOGLE_CLIENT_ID", "", "The client of Google's console, for logins with Google, calendars and Drive. `PORTICO_<PRODUCT>_GOOGLE_CLIENT_ID` overrides it for one product, and so do the settings of Google, Zoom, WhatsApp and Telegram below, except for addresses. Empty: what needs Google answers 503")
    static let googleSecret   = Setting("GOOGLE_CLIENT_SECRET", "", "The secret of the client of Google's console", isSecret: true)
    static let googleIssuer   = Setting("GOOGLE_ISSUER", "", "The address of a double of Google's logins, which is also the issuer of its tokens; for tests only, production refuses it")
    static let googleAPI      = Setting("GOOGLE_API", "", "The address of a double of Google's grants, calendars and Drive; for tests only, production refuses it")
    static let zoomAccount    = Setting("ZOOM_ACCOUNT_ID", "", "The account of the server-to-server app at Zoom, for meetings. Empty: lessons use the tutor's fixed address")
    static let zoomClientID   = Setting("ZOOM_CLIENT_ID", "", "The client of the app at Zoom")
    static let zoomSecret     = Setting("ZOOM_CLIENT_SECRET", "", "The secret of the app at Zoom", isSecret: true)
    static let zoomAPI        = Setting("ZOOM_API", "", "The address of a double of Zoom; for tests only, production refuses it")
    static let whatsAppNumber = Setting("WHATSAPP_NUMBER_ID", "", "Meta's identifier of the number that writes in WhatsApp. Empty: nobody can link WhatsApp")
    static let whatsAppToken  = Setting("WHATSAPP_TOKEN", "", "The access token of the WhatsApp app", isSecret: true)
    static let whatsAppSecret = Setting("WHATSAPP_APP_SECRET", "", "The secret with which Meta signs the webhook for `<product>/…/webhooks/whatsapp`", isSecret: true)
    static let whatsAppVerify = Setting("WHATSAPP_VERIFY_TOKEN", "", "The word by which Meta recognises that webhook", isSecret: true)
    static let whatsAppNotice = Setting("WHATSAPP_NOTICE_TEMPLATE", "portico_notice", "The approved template of notices, with one placeholder in its body")
    static let whatsAppCode   = Setting("WHATSAPP_CODE_TEMPLATE", "portico_code", "The approved template of codes, of the kind for authentication")
    static let whatsAppAPI    = Setting("WHATSAPP_API", "", "The address of a double of WhatsApp; for tests only, production refuses it")
    static let telegramBot    = Setting("TELEGRAM_BOT", "", "The name of the bot at Telegram, without `@`. Empty: nobody can link Telegram")
    static let telegramToken  = Setting("TELEGRAM_TOKEN", "", "The token of the bot at Telegram", isSecret: true)
    static let telegramSecret = Setting("TELEGRAM_SECRET", "", "The `secret_token` given to Telegram with the webhook `<product>/…/webhooks/telegram`", isSecret: true)
    static let telegramAPI    = Setting("TELEGRAM_API", "", "The address of a double of Telegram; for tests only, production refuses it")

    static let modelURL       = Setting("LLM_URL", "", "The beginning of the addresses of a language model, such as `https://models.example/v1`, which words the answers of Tutoring's support: it gets the question without contact data, and public passages. `PORTICO_<PRODUCT>_LLM_URL` overrides it for one product, and so do the two below. Empty: the answers are those of the passages")
    static let modelName      = Setting("LLM_MODEL", "", "The name of the language model")
    static let modelKey       = Setting("LLM_KEY", "", "The key of the language model; empty where it needs none", isSecret: true)

    /// The services that people link to their account, and the language model.
    private static let linked = [
        googleClientID, googleSecret, googleIssuer, googleAPI, zoomAccount, zoomClientID, zoomSecret, zoomAPI,
        whatsAppNumber, whatsAppToken, whatsAppSecret, whatsAppVerify, whatsAppNotice, whatsAppCode, whatsAppAPI,
        telegramBot, telegramToken, telegramSecret, telegramAPI, modelURL, modelName, modelKey,
    ]

    static let all = [
        environment, host, port, publicURL, appURL, databaseURL, secret, previous, fieldKeys, migrate, lanes, tlsCertificate, tlsKey, logLevel,
        accessLog, rateLimits, drainDelay, drainSeconds, trustedProxies, countryHeader, corsOrigins, webhookAllow, requireMFA, storage, s3Endpoint,
        s3Region, s3AccessKey, s3SecretKey, spool, backupTo, quotaScale, redisURL, clamd, operationsToken, docs, docsAssets,
        smtpURL, smtpCA, mailFrom, sendGridKey, sesRegion, sesAccessKey, sesSecretKey,
        twilioAccount, twilioToken, twilioFrom, twilioCallback, twilioSigningKey, twilioAPI, fcmAccount, fcmAPI,
        stripeKey, stripePublishableKey, stripeSecrets, stripeAPI, payPalClientID, payPalSecret, payPalWebhookID, payPalAPI, payPalRoots,
        issuerName, issuerAddress, issuerVAT,
    ] + linked

    /// The settings that a product can override.
    static let perProduct = [
        databaseURL, appURL, payPalClientID, payPalSecret, payPalWebhookID, googleClientID, googleSecret, zoomAccount,
        zoomClientID, zoomSecret, whatsAppNumber, whatsAppToken, whatsAppSecret, whatsAppVerify, telegramBot,
        telegramToken, telegramSecret, modelURL, modelName, modelKey,
    ]

    /// The setting that overrides this one for a product.
    func own(of product: ProductDefinition) -> Setting {
        let rest = name.dropFirst("PORTICO_".count)
        return Setting("\(product.name.uppercased())_\(rest)", "", "", isSecret: isSecret)
    }
}
