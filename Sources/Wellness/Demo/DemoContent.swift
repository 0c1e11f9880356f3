/// The first pages of the site; the operator replaces their texts.
enum DemoContent {
    static let stock = """
        {"pages": [\(privacy), \(terms), \(diary), \(assessments), \(aggregation), \(reminders), \(nudges), \(weeklyMail), \(support)],
         "faqs": [\(faq)], "news": [\(news)]}
        """

    private static let faq = #"""
        {"category": "privacy", "position": 1, "texts": {
          "en": {"title": "Who sees my diary?", "body": "Only you. Your organisation sees monthly figures about groups, in which nobody can be recognised."},
          "it": {"title": "Chi vede il mio diario?", "body": "Soltanto lei. La sua organizzazione vede dati mensili su gruppi, nei quali nessuno è riconoscibile."}}}
        """#

    private static let news = #"""
        {"date": "2026-11-02", "texts": {
          "en": {"title": "A diary for every day", "body": "Eight domains, half a minute a day, also without a network."},
          "it": {"title": "Un diario per ogni giorno", "body": "Otto ambiti, mezzo minuto al giorno, anche senza rete."}}}
        """#

    private static let privacy = #"""
        {"slug": "privacy", "texts": {
          "en": {"title": "Privacy notice", "body": "## What we keep\nYour account, and the diary if you agree to it. Notes and answers are encrypted with a key of your own.\n\n## What your organisation sees\nThat you are a member, and your department. It never sees your diary, nor whether you write one: only frozen figures about groups, which protect small groups.\n\n## Your rights\nAccess, copy, correction and erasure, in your profile and at any time."},
          "it": {"title": "Informativa sulla privacy", "body": "## Che cosa conserviamo\nIl suo account e, se lo consente, il diario. Note e risposte sono cifrate con una chiave sua.\n\n## Che cosa vede la sua organizzazione\nChe lei ne fa parte e il suo reparto. Non vede mai il diario, né se ne tiene uno: solo dati fissi su gruppi, che proteggono i gruppi piccoli.\n\n## I suoi diritti\nAccesso, copia, rettifica e cancellazione, dal profilo e in ogni momento."}}}
        """#

    private static let terms = #"""
        {"slug": "terms", "texts": {
          "en": {"title": "Terms of use", "body": "The diary is a help for yourself. It gives no diagnosis and replaces no doctor."},
          "it": {"title": "Condizioni d'uso", "body": "Il diario è un aiuto per sé. Non fa diagnosi e non sostituisce il medico."}}}
        """#

    private static let diary = #"""
        {"slug": "diary", "texts": {
          "en": {"title": "Keeping a diary", "body": "What you write about your wellbeing is health data (GDPR, article 9). We keep it only with your consent. When you withdraw it, we erase the diary after thirty days."},
          "it": {"title": "Tenere un diario", "body": "Ciò che scrive sul suo benessere è un dato sulla salute (GDPR, articolo 9). Lo conserviamo solo con il suo consenso. Se lo revoca, cancelliamo il diario dopo trenta giorni."}}}
        """#

    private static let assessments = #"""
        {"slug": "assessments", "texts": {
          "en": {"title": "Questionnaires", "body": "The answers and the result of a questionnaire are health data (GDPR, article 9). Nobody but you sees them."},
          "it": {"title": "Questionari", "body": "Le risposte e il risultato di un questionario sono dati sulla salute (GDPR, articolo 9). Nessuno li vede tranne lei."}}}
        """#

    private static let aggregation = #"""
        {"slug": "aggregation", "texts": {
          "en": {"title": "Anonymous figures", "body": "With your consent your scores count in the monthly figures of your organisation. Nobody can tell from them whether you took part."},
          "it": {"title": "Dati anonimi", "body": "Con il suo consenso i suoi punteggi contano nei dati mensili della sua organizzazione. Nessuno può capire da essi se lei ha partecipato."}}}
        """#

    private static let reminders = #"""
        {"slug": "reminders", "texts": {
          "en": {"title": "Reminders", "body": "We remind you of the diary at the times that you choose. After seven unanswered reminders we stop."},
          "it": {"title": "Promemoria", "body": "Le ricordiamo il diario agli orari che sceglie. Dopo sette promemoria senza risposta smettiamo."}}}
        """#

    private static let nudges = #"""
        {"slug": "nudges", "texts": {
          "en": {"title": "Invitations to come back", "body": "After some days without an entry we write to you, at most three times."},
          "it": {"title": "Inviti a riprendere", "body": "Dopo alcuni giorni senza voci le scriviamo, al massimo tre volte."}}}
        """#

    private static let weeklyMail = #"""
        {"slug": "weekly-mail", "texts": {
          "en": {"title": "Weekly mail", "body": "On Mondays we mail you a link to the summary of your week. The mail contains none of it."},
          "it": {"title": "E-mail settimanale", "body": "Il lunedì le inviamo un link al riepilogo della sua settimana. L'e-mail non ne contiene nulla."}}}
        """#

    private static let support = #"""
        {"slug": "support", "texts": {
          "en": {"title": "Somebody to talk to", "body": "A low result is no diagnosis. If things are hard, talk to your doctor or to somebody you trust. In an emergency call 112."},
          "it": {"title": "Qualcuno con cui parlare", "body": "Un risultato basso non è una diagnosi. Se è un momento difficile, parli con il suo medico o con una persona di fiducia. In caso di emergenza chiami il 112."}}}
        """#
}
