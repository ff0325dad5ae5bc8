"""Words of somebody who may not be safe, in the languages that people here are likeliest to write.

They never hold a post: `watching` knows them, whoever wrote them, also where the sorting aid may not read.
A verb of dying counts by itself where a language has one that is seldom used lightly. A word too many here
shows an advertisement for an hour; a word too few keeps somebody's cry from everybody.
"""

_CRIES = {
    "English": """
        suicid*, kill myself, killing myself, end my life, ending my life, end it all, take my life,
        want to die, wanna die, wish i was dead, wish i were dead, better off dead, better off without me,
        no reason to live, self-harm*, selfharm*, hurt myself, goodbye*, hurting myself, cut myself,
        cutting myself, hang myself, overdos*, unalive*, can't go on, cannot go on, don't want to live
    """,
    "Hindi": """
        आत्महत्या*, खुदकुशी*, ख़ुदकुशी*, आत्मघात*, मरना, मरने, मर जाऊं*, मर जाऊँ*, मर जाना, मर जाने,
        मर जाती, मर जाता, जीना नहीं, नहीं जीना, जीने की इच्छा, जीने का मन, जीने का कोई, जान दे, जान देने,
        जान देना, खुद को मार*, खुद को खत्म, जिंदगी खत्म, ज़िंदगी खत्म, अलविदा, जिंदा नहीं रहना
    """,
    "Hinglish": """
        marna, marne, mar jana, mar jaana, mar jau*, mar jaau*, mar jaoo*, mar jao*, mar jane, mar jaane,
        jeena nahi*, jeena nhi, jeena nai, jina nahi*, jina nhi, nahi jeena, nahin jeena, nhi jeena,
        nahi jina, jeene ka mann, jeene ka man, jeene ki ich*, jeene ki koi, jaan de, jaan dene,
        jaan dena, apni jaan, khudkushi*, khudkhushi*, khudkusi*, aatmahatya*, atmahatya*, khud ko khatam,
        khud ko khtm, khud ko maar*, apne aap ko khatam, apne aap ko maar*, zindagi khatam,
        jindagi khatam, zinda nahi*, zinda nhi, alvida
    """,
    "Spanish": """
        morir, morirme, morirse, matarme, me voy a matar, me quiero matar, suicidar*, no quiero vivir,
        no quiero seguir viviendo, no quiero seguir, quitarme la vida, acabar con mi vida,
        acabar con todo, terminar con mi vida, terminar con todo, ojala estuviera muert*, mejor muert*,
        no puedo más, sin ganas de vivir, no tengo ganas de vivir, hacerme daño, me hago daño, me corto,
        autolesi*, desaparecer para siempre, sobredosis, adiós a todos, adiós a todas
    """,
    "French": """
        mourir, crever, me tuer, me suicider, en finir, mettre fin à mes jours, fin à ma vie,
        plus envie de vivre, plus vivre, veux pas vivre, être mort*, serais mieux mort*, me faire du mal,
        me fais du mal, me scarif*, automutil*, n'en peux plus, en peux plus, surdose, adieu*,
        m'ôter la vie
    """,
    "German": """
        sterben, umbringen, umzubringen, bringe mich um, bring mich um, selbstmord*, suizid*,
        nicht mehr leben, das leben nehmen, mein leben beenden, meinem leben ein ende, lieber tot,
        gern tot, gerne tot, wäre tot, tot sein, mich töten, keinen grund zu leben, kann nicht mehr,
        selbst verletz*, selbstverletz*, mich ritz*, ritze mich, mir etwas an, mir was an, überdosis,
        lebt wohl, lebewohl, lebensmüde
    """,
    "Portuguese": """
        morrer, me matar, matar-me, suicidar*, não quero viver, não quero mais viver, quero viver mais,
        não aguento mais, acabar com a minha vida, acabar com minha vida, acabar com tudo, tirar a vida,
        tirar a minha vida, tirar minha vida, tirar a própria vida, melhor morto, melhor morta,
        queria estar morto, queria estar morta, vontade de viver, me machucar, me cortar, me corto,
        automutil*, adeus*
    """,
    "Italian": """
        morire, uccidermi, mi uccido, ammazzarmi, mi ammazzo, suicidar*, farla finita, la faccio finita,
        togliermi la vita, non voglio più vivere, non voglio vivere, voglia di vivere,
        non ce la faccio più, meglio morto, meglio morta, essere morto, essere morta, farmi del male,
        mi faccio del male, autolesion*, mi taglio, tagliarmi, overdose, addio*
    """,
    "Russian": """
        умереть, сдохнуть, не хочу жить, не хочется жить, незачем жить, нет смысла жить, жить не хочу,
        жить не хочется, больше не могу, не могу больше, покончу с, покончить с, убью себя, убить себя,
        суицид*, самоубийств*, самоубийца, повешусь, повеситься, лучше бы я умер*, хочу смерти,
        хочу исчезнуть, режу себя, порезать себя, самоповрежд*, прощайте, наложить на себя руки
    """,
    "Tagalog": """
        mamatay, magpakamatay*, magpapakamatay*, pagpapakamatay*, nagpakamatay*, pakamatay,
        ayoko na mabuhay, ayoko nang mabuhay, ayaw ko na mabuhay, ayaw ko nang mabuhay, ayokong mabuhay,
        ayaw ko ng mabuhay, wakasan ang buhay, tapusin ang buhay, tapusin ko na ang, di ko na kaya,
        hindi ko na kaya, kitilin, saktan ang sarili, saktan ko ang sarili, sinasaktan ko ang sarili,
        patayin ang sarili, paalam na
    """,
    "Chinese, Japanese, Thai": """
        自杀, 自殺, 自尽, 自盡, 想死, 不想活, 活不下去, 结束生命, 結束生命, 了结自己, 割腕,
        死にたい, 消えたい, 死のう, 自傷, ฆ่าตัวตาย, อยากตาย, ไม่อยากอยู่, ทำร้ายตัวเอง
    """,
    "Korean, Arabic, Hebrew, Urdu": """
        자살, 자살을, 자살하*, 자살할*, 죽고, 죽고싶*, انتحار*, الانتحار, سأنتحر,
        أريد أن أموت, اريد ان اموت, سأقتل نفسي,
        أريد الموت, اريد الموت, להתאבד, התאבדות, רוצה למות, לא רוצה לחיות, خودکشی, مرنا چاہتا, مرنا چاہتی
    """,
    "Bengali, Tamil": """
        আত্মহত্যা*, মরতে চাই, தற்கொலை*, நான் சாக
    """,
    "Dutch, Polish, Swedish, Turkish, Indonesian": """
        ik wil dood, zelfmoord*, niet meer leven, chcę umrzeć, chcę się zabić, samobójstw*, nie chcę żyć,
        jag vill dö, självmord*, ölmek istiyorum, intihar*, yaşamak istemiyorum, bunuh diri, ingin mati,
        mau mati, mengakhiri hidup
    """,
}

CRIES = tuple(cry.strip() for said in _CRIES.values() for cry in said.split(","))
