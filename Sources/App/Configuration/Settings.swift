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

// All of them. What `portico config` prints and docs/reference/configuration.md lists is this table.
// swift-format-ignore
extension Setting {
    static let environment    = Setting("ENV", "development", "`development` or `production`; production refuses to start without a secret, development to listen beyond this machine unless this says `development`")
    static let host           = Setting("HOST", "127.0.0.1", "The address to listen on; `0.0.0.0` is every interface")
    static let port           = Setting("PORT", "8080", "The port to listen on; 0 takes a free one")
    static let publicURL      = Setting("PUBLIC_URL", "", "Where people find the server, as `https://portico.example`; links in messages begin with it. Empty: the address it listens on")
    static let appURL         = Setting("APP_URL", "", "Where a front end of one's own is, as `https://app.example`; links in messages then lead to its pages `verify-email`, `reset-password` and `accept-invitation`, with `#token=…`, and people come back to it from a payment. With several products each adds its name, unless `PORTICO_<PRODUCT>_APP_URL` goes before it. Empty: to the pages of this server (docs/pages.md)")
    static let databaseURL    = Setting("DATABASE_URL", "sqlite:data/", "`postgres://…` (each product in a schema of its own name), `sqlite:folder/`, or `sqlite:file` for one product; `PORTICO_<PRODUCT>_DATABASE_URL` goes before it", isSecret: true)
    static let secret         = Setting("SECRET", "", "32 bytes or more from which all keys are derived; in development one is made and kept in `data/secret`", isSecret: true)
    static let previous       = Setting("PREVIOUS_SECRETS", "", "Secrets before this one, with commas; tokens they signed stay valid", isSecret: true)
    static let migrate        = Setting("MIGRATE", "auto", "`auto` lets `serve` migrate by itself; `off` leaves it to `portico migrate`")
    static let lanes          = Setting("LANES", "", "Database connections (PostgreSQL) or readers (SQLite) of each product; empty lets the store choose")
    static let tlsCertificate = Setting("TLS_CERT", "", "The file of the certificate chain (PEM); with it and the key the server speaks HTTPS")
    static let tlsKey         = Setting("TLS_KEY", "", "The file of the private key (PEM)")
    static let logLevel       = Setting("LOG_LEVEL", "info", "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`")
    static let accessLog      = Setting("ACCESS_LOG", "on", "`off` writes no line for each request")
    static let rateLimits     = Setting("RATE_LIMITS", "on", "`off` lifts every rate limit; refused in production")
    static let drainDelay     = Setting("DRAIN_DELAY_SECONDS", "0", "How long `/readyz` says no before the server stops accepting")
    static let drainSeconds   = Setting("DRAIN_SECONDS", "25", "How long requests and jobs may go on after that")
    static let trustedProxies = Setting("TRUSTED_PROXIES", "", "Addresses or CIDR blocks, with commas, whose `X-Forwarded-*` headers count")
    static let corsOrigins    = Setting("CORS_ORIGINS", "", "Origins, with commas, that browsers may call from")
    static let webhookAllow   = Setting("WEBHOOK_ALLOW", "", "CIDR blocks, with commas, that webhooks may be sent to although they are private")
    static let requireMFA     = Setting("REQUIRE_MFA", "", "Roles, with commas, that need two-step login, as `admin,super_admin`: until it is on such a person reaches their own account alone")
    static let storage        = Setting("STORAGE", "data/files/", "Where files lie: a folder, or `s3://bucket/prefix`; each product has a part of its own in it")
    static let s3Endpoint     = Setting("S3_ENDPOINT", "", "The server with the bucket, as `https://minio.example:9000`; empty: Amazon's in the region")
    static let s3Region       = Setting("S3_REGION", "eu-south-1", "The region that requests are signed for")
    static let s3AccessKey    = Setting("S3_ACCESS_KEY", "", "The key that requests are signed with")
    static let s3SecretKey    = Setting("S3_SECRET_KEY", "", "The secret of that key", isSecret: true)
    static let spool          = Setting("SPOOL", "data/spool/", "The folder in which files wait on their way into a bucket")
    static let quotaScale     = Setting("QUOTA_SCALE", "1", "Every quota (docs/reference) times this, from 1 to 1,000,000: for measuring, and for much larger houses")
    static let redisURL       = Setting("REDIS_URL", "", "`redis://:password@host:6379/0`, for what the processes of a site tell each other and keep for a while; empty: the database and memory do", isSecret: true)
    static let clamd          = Setting("CLAMD", "", "ClamAV's daemon, as `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`; empty: files are not scanned")
    static let operationsToken = Setting("OPS_TOKEN", "", "The bearer token for `/metrics` and `/health`; without one they are open in development and closed in production", isSecret: true)
    static let docs           = Setting("DOCS", "", "`on` serves `/docs` and `/openapi.json`, `off` does not; empty: in development alone")
    static let docsAssets     = Setting("DOCS_ASSETS", ".cache/docs-assets", "The folder with Swagger UI; without it `/docs` shows the plain list")

    static let smtpURL        = Setting("SMTP_URL", "", "The mail server, as `smtp://user:password@mail.example:587?tls=required` (`required`, `opportunistic`, `none`) or `smtps://…`; empty in development: mails are written to `data/mail/`", isSecret: true)
    static let mailFrom       = Setting("MAIL_FROM", "", "The address that mails are from; required to send them")
    static let smtpCA         = Setting("SMTP_CA", "", "A file with certificate authorities (PEM) to trust the mail server by, instead of the system's")
    static let sendGridKey    = Setting("SENDGRID_KEY", "", "The key of SendGrid's API, to send mails through it instead", isSecret: true)

    static let sesRegion      = Setting("SES_REGION", "", "The region of Amazon SES, to send mails through it instead")
    static let sesAccessKey   = Setting("SES_ACCESS_KEY", "", "The key that requests to SES are signed with")
    static let sesSecretKey   = Setting("SES_SECRET_KEY", "", "The secret of that key", isSecret: true)

    static let stripeKey      = Setting("STRIPE_KEY", "", "Stripe's secret key, to be paid through it; a test key in development, a live one in production. Empty: payments answer 503", isSecret: true)
    static let stripeSecrets  = Setting("STRIPE_WEBHOOK_SECRETS", "", "The secret of the webhook that Stripe has for `<product>/…/webhooks/stripe`; with commas for several products, or beside its predecessor", isSecret: true)
    static let stripeAPI      = Setting("STRIPE_API", "https://api.stripe.com", "Where Stripe's API is; another address only for tests")
    static let issuerName    = Setting("INVOICE_ISSUER_NAME", "", "Who issues the invoices; with the two below required in production where Stripe is paid through")
    static let issuerAddress = Setting("INVOICE_ISSUER_ADDRESS", "", "Their address, its lines with semicolons, as `Via Roma 1; 00184 Roma (RM)`")
    static let issuerVAT     = Setting("INVOICE_ISSUER_VAT", "", "Their VAT number, as it is to stand on the invoice")

    static let twilioAccount  = Setting("TWILIO_ACCOUNT_SID", "", "Twilio's account, as `AC…`, to send text messages through it; required in production where telephones open accounts. Empty in development: they are written into the log")
    static let twilioToken    = Setting("TWILIO_AUTH_TOKEN", "", "The token of that account", isSecret: true)
    static let twilioFrom     = Setting("TWILIO_FROM", "", "The number that text messages are from, as `+1…`, or a messaging service, as `MG…`")
    static let twilioCallback = Setting("TWILIO_STATUS_CALLBACK", "", "Where Twilio tells what became of a message, as it reaches this server: `https://…/webhooks/twilio` of the product; empty: nowhere")
    static let twilioAPI      = Setting("TWILIO_API", "https://api.twilio.com", "Where Twilio's API is; another address only for tests")

    static let fcmAccount     = Setting("FCM_SERVICE_ACCOUNT", "", "The key file (JSON) of the Google service account that pushes are sent with. Empty in development: they are written to `data/push/`", isSecret: true)
    static let fcmAPI         = Setting("FCM_API", "https://fcm.googleapis.com", "Where Firebase Cloud Messaging is; another address only for tests")

    static let all = [
        environment, host, port, publicURL, appURL, databaseURL, secret, previous, migrate, lanes, tlsCertificate, tlsKey, logLevel,
        accessLog, rateLimits, drainDelay, drainSeconds, trustedProxies, corsOrigins, webhookAllow, requireMFA, storage, s3Endpoint,
        s3Region, s3AccessKey, s3SecretKey, spool, quotaScale, redisURL, clamd, operationsToken, docs, docsAssets,
        smtpURL, smtpCA, mailFrom, sendGridKey, sesRegion, sesAccessKey, sesSecretKey,
        twilioAccount, twilioToken, twilioFrom, twilioCallback, twilioAPI, fcmAccount, fcmAPI,
        stripeKey, stripeSecrets, stripeAPI, issuerName, issuerAddress, issuerVAT,
    ]
}
