<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AskKind</name>
    <message>
        <source>Check a sentence</source>
        <translation>Satz prüfen</translation>
    </message>
    <message>
        <source>Compare two pictures</source>
        <translation>Zwei Bilder vergleichen</translation>
    </message>
    <message>
        <source>Fill in a blank</source>
        <translation>Lücke füllen</translation>
    </message>
    <message>
        <source>Answer a question</source>
        <translation>Frage beantworten</translation>
    </message>
    <message>
        <source>This model has no VQA head, so it cannot answer questions. Open a model that was fine-tuned for questions, or fine-tune this one on pairs of question and answer.</source>
        <translation>Dieses Modell hat keinen VQA-Kopf und kann daher keine Fragen beantworten. Ein für Fragen angepasstes Modell öffnen, oder dieses mit Paaren aus Frage und Antwort anpassen.</translation>
    </message>
    <message>
        <source>This model knows %L1 answers by number only: its list of answers is missing. Import it again with the VQAv2 annotations of train and val, which rebuild the released order, or put the list beside it as answers.txt, an answer a line.</source>
        <translation>Dieses Modell kennt %L1 Antworten nur als Nummern: Die Liste der Antworten fehlt. Es mit den VQAv2-Annotationen von train und val neu importieren, aus denen sich die veröffentlichte Reihenfolge ergibt, oder die Liste als answers.txt danebenlegen, je Zeile eine Antwort.</translation>
    </message>
    <message>
        <source>This model has no ITC head, so it cannot say how well a sentence fits. Open a model that was trained on pairs of picture and sentence.</source>
        <translation>Dieses Modell hat keinen ITC-Kopf und kann daher nicht sagen, wie gut ein Satz passt. Ein Modell öffnen, das mit Paaren aus Bild und Satz trainiert wurde.</translation>
    </message>
    <message>
        <source>This model has no NLVR2 head, so it cannot judge a sentence about two pictures. Open a model that was fine-tuned on such statements.</source>
        <translation>Dieses Modell hat keinen NLVR2-Kopf und kann daher keine Aussage über zwei Bilder beurteilen. Ein für solche Aussagen angepasstes Modell öffnen.</translation>
    </message>
    <message>
        <source>This model has no MLM head, so it cannot fill in words. Open a model that kept this head when its pre-training ended.</source>
        <translation>Dieses Modell hat keinen MLM-Kopf und kann daher keine Wörter ergänzen. Ein Modell öffnen, das diesen Kopf nach dem Vortraining behalten hat.</translation>
    </message>
</context>
<context>
    <name>AskReply</name>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>not true</source>
        <translation>nicht wahr</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>fits (ITM)</source>
        <translation>passt (ITM)</translation>
    </message>
    <message>
        <source>cosine (ITC)</source>
        <translation>Kosinus (ITC)</translation>
    </message>
</context>
<context>
    <name>DataKind</name>
    <message numerus="yes">
        <source>%1 picture(s), %2</source>
        <translation>
            <numerusform>%1 Bild, %2</numerusform>
            <numerusform>%1 Bilder, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 caption(s)</source>
        <translation>
            <numerusform>%1 Bildtext</numerusform>
            <numerusform>%1 Bildtexte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s)</source>
        <translation>
            <numerusform>%1 Frage</numerusform>
            <numerusform>%1 Fragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 statement(s)</source>
        <translation>
            <numerusform>%1 Aussage</numerusform>
            <numerusform>%1 Aussagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es)</source>
        <translation>
            <numerusform>%1 Klasse</numerusform>
            <numerusform>%1 Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has no captions. Retrieval learns from pictures with sentences: a table with the columns image and caption, text files of the pictures&apos; names, or COCO&apos;s captions.</source>
        <translation>%1 hat keine Bildtexte. Die Suche lernt aus Bildern mit Sätzen: eine Tabelle mit den Spalten image und caption, Textdateien mit den Namen der Bilder oder die Bildtexte von COCO.</translation>
    </message>
    <message>
        <source>%1 has no questions. Answering is learnt from pictures with questions and answers: VQAv2&apos;s two files, or a JSON list with image, question and answers.</source>
        <translation>%1 hat keine Fragen. Antworten lernt sich aus Bildern mit Fragen und Antworten: die zwei Dateien von VQAv2 oder eine JSON-Liste mit image, question und answers.</translation>
    </message>
    <message>
        <source>%1 has no statements. Two pictures are compared by sentences that are true or false of them: NLVR2&apos;s JSON lines with their pictures.</source>
        <translation>%1 hat keine Aussagen. Zwei Bilder werden an Sätzen verglichen, die auf sie zutreffen oder nicht: die JSON-Zeilen von NLVR2 mit ihren Bildern.</translation>
    </message>
    <message>
        <source>%1 has no classes. Pictures are told apart by a folder for each class, or by a column label in a table or JSON list.</source>
        <translation>%1 hat keine Klassen. Bilder unterscheidet ein Ordner je Klasse oder eine Spalte label in einer Tabelle oder JSON-Liste.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%1 picture(s) missing</source>
        <translation>
            <numerusform>%1 Bild fehlt</numerusform>
            <numerusform>%1 Bilder fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>picture missing</source>
        <translation>Bild fehlt</translation>
    </message>
    <message>
        <source>Listed in the data set, not on the disk. A cleaned copy leaves them out.</source>
        <translation>Im Datensatz genannt, auf der Platte nicht da. Eine bereinigte Kopie lässt sie aus.</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) cannot be read</source>
        <translation>
            <numerusform>%1 Bild ist nicht lesbar</numerusform>
            <numerusform>%1 Bilder sind nicht lesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Fetch or save them again as JPEG or PNG. A cleaned copy leaves them out.</source>
        <translation>Neu holen oder als JPEG oder PNG neu speichern. Eine bereinigte Kopie lässt sie aus.</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) in two splits at once</source>
        <translation>
            <numerusform>%1 Bild in zwei Teilen zugleich</numerusform>
            <numerusform>%1 Bilder in zwei Teilen zugleich</numerusform>
        </translation>
    </message>
    <message>
        <source>in two splits</source>
        <translation>in zwei Teilen</translation>
    </message>
    <message>
        <source>What is measured on them is learnt by heart, so scores would be too high. New splits keep equal pictures together.</source>
        <translation>Was an ihnen gemessen wird, ist auswendig gelernt, die Werte wären also zu hoch. Eine neue Aufteilung hält gleiche Bilder zusammen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 equal picture(s) in different classes</source>
        <translation>
            <numerusform>%1 gleiches Bild in verschiedenen Klassen</numerusform>
            <numerusform>%1 gleiche Bilder in verschiedenen Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>two classes</source>
        <translation>zwei Klassen</translation>
    </message>
    <message>
        <source>Only one class can be right; take the others out.</source>
        <translation>Nur eine Klasse kann stimmen; die anderen herausnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 statement(s) both true and false of the same pictures</source>
        <translation>
            <numerusform>%1 Aussage, zu denselben Bildern wahr und falsch</numerusform>
            <numerusform>%1 Aussagen, zu denselben Bildern wahr und falsch</numerusform>
        </translation>
    </message>
    <message>
        <source>true and false</source>
        <translation>wahr und falsch</translation>
    </message>
    <message>
        <source>Only one label can be right; take the others out.</source>
        <translation>Nur ein Label kann stimmen; die anderen herausnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) nearly like one of another split</source>
        <translation>
            <numerusform>%1 Bild fast wie eines aus einem anderen Teil</numerusform>
            <numerusform>%1 Bilder fast wie eines aus einem anderen Teil</numerusform>
        </translation>
    </message>
    <message>
        <source>near copy in a split</source>
        <translation>fast gleich in zwei Teilen</translation>
    </message>
    <message>
        <source>Copies that were scaled or saved again are as bad as equal pictures. Look at them side by side.</source>
        <translation>Kopien, die skaliert oder neu gespeichert wurden, sind so schlimm wie gleiche Bilder. Nebeneinander ansehen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 duplicate(s) within a split</source>
        <translation>
            <numerusform>%1 Dublette in einem Teil</numerusform>
            <numerusform>%1 Dubletten in einem Teil</numerusform>
        </translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>Dublette</translation>
    </message>
    <message>
        <source>They count more than others, and no model can tell them apart. Keep one, with the captions of all.</source>
        <translation>Dubletten zählen mehr als andere Bilder, und kein Modell kann sie unterscheiden. Eine behalten, mit den Bildtexten aller.</translation>
    </message>
    <message numerus="yes">
        <source>%1 near duplicate(s) within a split</source>
        <translation>
            <numerusform>%1 Beinahe-Dublette in einem Teil</numerusform>
            <numerusform>%1 Beinahe-Dubletten in einem Teil</numerusform>
        </translation>
    </message>
    <message>
        <source>near duplicate</source>
        <translation>Beinahe-Dublette</translation>
    </message>
    <message>
        <source>Often the same drawing in two sizes, or frames of one scene. Look at them side by side.</source>
        <translation>Oft dieselbe Zeichnung in zwei Größen oder Aufnahmen einer Szene. Nebeneinander ansehen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 very small picture(s)</source>
        <translation>
            <numerusform>%1 sehr kleines Bild</numerusform>
            <numerusform>%1 sehr kleine Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>very small</source>
        <translation>sehr klein</translation>
    </message>
    <message>
        <source>They are enlarged, and the model sees little but blur.</source>
        <translation>Sehr kleine Bilder werden vergrößert, und das Modell sieht kaum mehr als Unschärfe.</translation>
    </message>
    <message numerus="yes">
        <source>%1 very long or very wide picture(s)</source>
        <translation>
            <numerusform>%1 sehr hohes oder sehr breites Bild</numerusform>
            <numerusform>%1 sehr hohe oder sehr breite Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>long or wide</source>
        <translation>hoch oder breit</translation>
    </message>
    <message>
        <source>They are made square for the model: much of them is squeezed or cut off.</source>
        <translation>Für das Modell werden sie quadratisch: Vieles wird gestaucht oder abgeschnitten.</translation>
    </message>
    <message numerus="yes">
        <source>%1 item(s) left out while reading</source>
        <translation>
            <numerusform>%1 Eintrag beim Lesen ausgelassen</numerusform>
            <numerusform>%1 Einträge beim Lesen ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>They take no part in training. The exported list says what to mend.</source>
        <translation>Im Training kommen sie nicht vor. Die exportierte Liste sagt, was zu beheben ist.</translation>
    </message>
    <message numerus="yes">
        <source>No split to train on</source>
        <translation>
            <numerusform>Kein Teil zum Trainieren</numerusform>
            <numerusform>Kein Teil zum Trainieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Training reads the split train unless the recipe names another one. Make a split below.</source>
        <translation>Das Training liest den Teil train, wenn das Rezept keinen anderen nennt. Unten aufteilen.</translation>
    </message>
    <message numerus="yes">
        <source>No split to measure on</source>
        <translation>
            <numerusform>Kein Teil zum Messen</numerusform>
            <numerusform>Kein Teil zum Messen</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a split val or test nobody knows what was learnt. Make a split below.</source>
        <translation>Ohne einen Teil val oder test weiß niemand, was gelernt wurde. Unten aufteilen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 empty text(s)</source>
        <translation>
            <numerusform>%1 leerer Text</numerusform>
            <numerusform>%1 leere Texte</numerusform>
        </translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>leerer Text</translation>
    </message>
    <message>
        <source>Write them or take them out.</source>
        <translation>Schreiben oder herausnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) hardly describing a picture</source>
        <translation>
            <numerusform>%1 Text, der kaum ein Bild beschreibt</numerusform>
            <numerusform>%1 Texte, die kaum ein Bild beschreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>odd text</source>
        <translation>seltsamer Text</translation>
    </message>
    <message>
        <source>File names, addresses and lone signs teach nothing. Write them anew or take them out.</source>
        <translation>Dateinamen, Adressen und einzelne Zeichen lehren nichts. Neu schreiben oder herausnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) longer than the model reads</source>
        <translation>
            <numerusform>%1 Text länger, als das Modell liest</numerusform>
            <numerusform>%1 Texte länger, als das Modell liest</numerusform>
        </translation>
    </message>
    <message>
        <source>end cut off</source>
        <translation>Ende abgeschnitten</translation>
    </message>
    <message>
        <source>The end is cut off in training. Put first what matters, or let the model read more.</source>
        <translation>Im Training wird das Ende abgeschnitten. Das Wichtige nach vorn stellen oder das Modell mehr lesen lassen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) with unknown words</source>
        <translation>
            <numerusform>%1 Text mit unbekannten Wörtern</numerusform>
            <numerusform>%1 Texte mit unbekannten Wörtern</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown words</source>
        <translation>unbekannte Wörter</translation>
    </message>
    <message>
        <source>The model sees a hole where such a word stands. A larger vocabulary helps, or other words.</source>
        <translation>Wo so ein Wort steht, sieht das Modell ein Loch. Ein größeres Vokabular hilft, oder andere Wörter.</translation>
    </message>
    <message numerus="yes">
        <source>%1 caption(s) many pictures have in common</source>
        <translation>
            <numerusform>%1 Bildtext, den viele Bilder teilen</numerusform>
            <numerusform>%1 Bildtexte, die viele Bilder teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>shared caption</source>
        <translation>geteilter Bildtext</translation>
    </message>
    <message>
        <source>Finding one picture by such a caption is a matter of luck; judge recall with that in mind.</source>
        <translation>Mit so einem Bildtext ein bestimmtes Bild zu finden ist Glückssache; der Recall ist entsprechend zu beurteilen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) without a caption</source>
        <translation>
            <numerusform>%1 Bild ohne Bildtext</numerusform>
            <numerusform>%1 Bilder ohne Bildtext</numerusform>
        </translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>kein Bildtext</translation>
    </message>
    <message>
        <source>Training on pairs leaves them out.</source>
        <translation>Das Training mit Paaren lässt sie aus.</translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s) without an answer</source>
        <translation>
            <numerusform>%1 Frage ohne Antwort</numerusform>
            <numerusform>%1 Fragen ohne Antwort</numerusform>
        </translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>They can be neither learnt nor measured.</source>
        <translation>An ihnen lässt sich weder lernen noch messen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s) answered outside the answer list</source>
        <translation>
            <numerusform>%1 Frage mit Antworten außerhalb der Antwortliste</numerusform>
            <numerusform>%1 Fragen mit Antworten außerhalb der Antwortliste</numerusform>
        </translation>
    </message>
    <message>
        <source>answer not in list</source>
        <translation>Antwort nicht in Liste</translation>
    </message>
    <message>
        <source>The model cannot get them right. Gather more answers, or merge spellings of the same answer.</source>
        <translation>Das Modell kann sie nicht richtig beantworten. Mehr Antworten sammeln oder Schreibweisen derselben Antwort zusammenlegen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) of the model nobody gave here</source>
        <translation>
            <numerusform>%1 Antwort des Modells, die hier niemand gab</numerusform>
            <numerusform>%1 Antworten des Modells, die hier niemand gab</numerusform>
        </translation>
    </message>
    <message>
        <source>Harmless when the model knows more than this data asks; with most of them it is the wrong list.</source>
        <translation>Harmlos, wenn das Modell mehr weiß, als diese Daten fragen; sind es die meisten, ist es die falsche Liste.</translation>
    </message>
    <message numerus="yes">
        <source>The answer list would be empty</source>
        <translation>
            <numerusform>Die Antwortliste wäre leer</numerusform>
            <numerusform>Die Antwortliste wäre leer</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer of the split train is the usual one to nine questions. Gather more, or train from a model that has answers.</source>
        <translation>Keine Antwort im Teil train ist die übliche auf neun Fragen. Mehr sammeln, oder mit einem Modell beginnen, das Antworten hat.</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) without a class</source>
        <translation>
            <numerusform>%1 Bild ohne Klasse</numerusform>
            <numerusform>%1 Bilder ohne Klasse</numerusform>
        </translation>
    </message>
    <message>
        <source>no class</source>
        <translation>keine Klasse</translation>
    </message>
    <message>
        <source>Training on classes leaves them out.</source>
        <translation>Das Training mit Klassen lässt sie aus.</translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es) measured and never trained on</source>
        <translation>
            <numerusform>%1 Klasse gemessen, aber nie trainiert</numerusform>
            <numerusform>%1 Klassen gemessen, aber nie trainiert</numerusform>
        </translation>
    </message>
    <message>
        <source>class not trained</source>
        <translation>Klasse nicht trainiert</translation>
    </message>
    <message>
        <source>No classifier can know them. Make new splits, or take the classes out.</source>
        <translation>Kein Klassifikator kann sie kennen. Neu aufteilen oder die Klassen herausnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es) with fewer than five pictures</source>
        <translation>
            <numerusform>%1 Klasse mit weniger als fünf Bildern</numerusform>
            <numerusform>%1 Klassen mit weniger als fünf Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>small class</source>
        <translation>kleine Klasse</translation>
    </message>
    <message>
        <source>They are hardly learnt. Add pictures or merge classes.</source>
        <translation>Kleine Klassen werden kaum gelernt. Bilder hinzufügen oder Klassen zusammenlegen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 split(s) with classes out of balance</source>
        <translation>
            <numerusform>%1 Teil mit unausgewogenen Klassen</numerusform>
            <numerusform>%1 Teile mit unausgewogenen Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>The largest class has twenty times as many pictures as the smallest. Judge by the score of each class.</source>
        <translation>Die größte Klasse hat zwanzigmal so viele Bilder wie die kleinste. Nach dem Wert jeder Klasse urteilen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 split(s) with one label for most statements</source>
        <translation>
            <numerusform>%1 Teil mit einem Label für die meisten Aussagen</numerusform>
            <numerusform>%1 Teile mit einem Label für die meisten Aussagen</numerusform>
        </translation>
    </message>
    <message>
        <source>A model that always says the same looks good. Add statements of the other kind.</source>
        <translation>Ein Modell, das immer dasselbe sagt, sieht gut aus. Aussagen der anderen Art hinzufügen.</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>PictureSource</name>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>vlmo::Studio</name>
    <message>
        <source>Search with and look inside VLMo vision-language models.</source>
        <translation>Mit VLMo-Modellen für Bild und Sprache suchen und in sie hineinsehen.</translation>
    </message>
    <message>
        <source>Model folder; the demo model when it is left out.</source>
        <translation>Ordner des Modells; ohne Angabe das Demo-Modell.</translation>
    </message>
    <message>
        <source>Library file; made when it does not exist.</source>
        <translation>Datei der Bibliothek; wird angelegt, wenn es sie nicht gibt.</translation>
    </message>
    <message>
        <source>light, dark or auto.</source>
        <translation>light, dark oder auto.</translation>
    </message>
    <message>
        <source>Search the demo library, save screenshots of every panel in DIR, and exit.</source>
        <translation>Die Demo-Bibliothek durchsuchen, Bildschirmfotos jeder Ansicht in DIR speichern und beenden.</translation>
    </message>
    <message>
        <source>Folder of the trainings; remembered.</source>
        <translation>Ordner der Läufe; wird gemerkt.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::AnswerBars</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>without the picture: %1</source>
        <translation>ohne das Bild: %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::AnswersCard</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Copy the answers as text</source>
        <translation>Antworten als Text kopieren</translation>
    </message>
    <message>
        <source>How well it fits</source>
        <translation>Wie gut es passt</translation>
    </message>
    <message>
        <source>Is it true?</source>
        <translation>Ist es wahr?</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%L1 known answers, %2</source>
        <translation>%L1 bekannte Antworten, %2</translation>
    </message>
    <message>
        <source>The tick is what a plain grey picture gets.</source>
        <translation>Der Strich ist der Wert eines grauen Bildes.</translation>
    </message>
    <message>
        <source>The tick is what the words alone would give.</source>
        <translation>Der Strich ist, was die Wörter allein ergäben.</translation>
    </message>
    <message>
        <source>Each score is a sigmoid of its own: they do not add up to 100 %.</source>
        <translation>Jeder Wert ist eine Sigmoidfunktion für sich: Zusammen ergeben sie nicht 100 %.</translation>
    </message>
    <message>
        <source>Probabilities add up to 100 % over the whole vocabulary.</source>
        <translation>Die Wahrscheinlichkeiten ergeben über das ganze Vokabular 100 %.</translation>
    </message>
    <message>
        <source>The similarity is a cosine, no probability: compare it with that of other sentences.</source>
        <translation>Die Ähnlichkeit ist ein Kosinus, keine Wahrscheinlichkeit: mit der anderer Sätze vergleichen.</translation>
    </message>
    <message>
        <source>Choose a picture, type a question and press Return.</source>
        <translation>Ein Bild wählen, eine Frage eingeben und die Eingabetaste drücken.</translation>
    </message>
    <message>
        <source>Choose a picture, type a sentence and press Return.</source>
        <translation>Ein Bild wählen, einen Satz eingeben und die Eingabetaste drücken.</translation>
    </message>
    <message>
        <source>Choose two pictures, type a statement about both and press Return.</source>
        <translation>Zwei Bilder wählen, eine Aussage über beide eingeben und die Eingabetaste drücken.</translation>
    </message>
    <message>
        <source>Type a sentence with [MASK] where a word is missing, and press Return. A picture may help.</source>
        <translation>Einen Satz mit [MASK] anstelle des fehlenden Wortes eingeben und die Eingabetaste drücken. Ein Bild kann helfen.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::AskLine</name>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Ask something about the picture</source>
        <translation>Etwas zum Bild fragen</translation>
    </message>
    <message>
        <source>A sentence that may fit the picture</source>
        <translation>Ein Satz, der zum Bild passen könnte</translation>
    </message>
    <message>
        <source>A statement about both pictures</source>
        <translation>Eine Aussage über beide Bilder</translation>
    </message>
    <message>
        <source>A sentence with [MASK] in it</source>
        <translation>Ein Satz mit [MASK] darin</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Etwa</translation>
    </message>
    <message>
        <source>Ask this. Models read English.</source>
        <translation>Dies fragen. Modelle lesen Englisch.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::AskPanel</name>
    <message>
        <source>What is asked</source>
        <translation>Was gefragt wird</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>Asks a second model the same, and shows its answers beside the first one&apos;s</source>
        <translation>Fragt ein zweites Modell dasselbe und zeigt dessen Antworten daneben</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Shows on the picture where the answer comes from</source>
        <translation>Zeigt auf dem Bild, woher die Antwort kommt</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Blurs the edges of the patches, which the model does not see finer than they are</source>
        <translation>Verwischt die Kanten der Patches, feiner als die das Modell nichts sieht</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strength of the evidence</source>
        <translation>Stärke der Belege</translation>
    </message>
    <message>
        <source>How dark the picture is where there is no evidence</source>
        <translation>Wie dunkel das Bild ist, wo keine Belege sind</translation>
    </message>
    <message>
        <source>Open in Experts</source>
        <translation>In Experten öffnen</translation>
    </message>
    <message>
        <source>Records what each expert does to this picture and these words</source>
        <translation>Zeichnet auf, was jeder Experte mit diesem Bild und diesen Wörtern tut</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>The left picture: drop it here, paste it, or click to open it.</source>
        <translation>Das linke Bild: hierher ziehen, einfügen oder mit einem Klick öffnen.</translation>
    </message>
    <message>
        <source>A picture may help. Drop it here, paste it, or click to open it.</source>
        <translation>Ein Bild kann helfen: hierher ziehen, einfügen oder mit einem Klick öffnen.</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one, or click to open one.</source>
        <translation>Ein Bild hierher ziehen, einfügen oder mit einem Klick öffnen.</translation>
    </message>
    <message>
        <source>The right picture: drop it here, paste it, or click to open it.</source>
        <translation>Das rechte Bild: hierher ziehen, einfügen oder mit einem Klick öffnen.</translation>
    </message>
    <message>
        <source>%1 It can do this: %2.</source>
        <translation>%1 Es kann: %2.</translation>
    </message>
    <message>
        <source>the whole sentence</source>
        <translation>der ganze Satz</translation>
    </message>
    <message>
        <source>answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>Choose a &amp;picture…</source>
        <translation>&amp;Bild wählen…</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>&amp;Save picture with evidence…</source>
        <translation>Bild mit Belegen &amp;speichern…</translation>
    </message>
    <message>
        <source>There is no question yet. Type one.</source>
        <translation>Noch keine Frage. Eine eingeben.</translation>
    </message>
    <message>
        <source>There is no sentence yet. Type one.</source>
        <translation>Noch kein Satz. Einen eingeben.</translation>
    </message>
    <message>
        <source>The sentence has no blank. Write [MASK] where a word is missing.</source>
        <translation>Der Satz hat keine Lücke. [MASK] schreiben, wo ein Wort fehlt.</translation>
    </message>
    <message>
        <source>There is no picture yet. Open one, drop one here, or paste one.</source>
        <translation>Noch kein Bild. Eines öffnen, hierher ziehen oder einfügen.</translation>
    </message>
    <message>
        <source>There is no right picture yet. Open one, drop one here, or paste one.</source>
        <translation>Noch kein rechtes Bild. Eines öffnen, hierher ziehen oder einfügen.</translation>
    </message>
    <message>
        <source>The picture was pasted and is not kept. Choose a picture to ask this again.</source>
        <translation>Das Bild war eingefügt und wird nicht aufbewahrt. Ein Bild wählen, um dies noch einmal zu fragen.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>Die Zwischenablage enthält kein Bild</translation>
    </message>
    <message>
        <source>One model</source>
        <translation>Ein Modell</translation>
    </message>
    <message>
        <source>Beside %1</source>
        <translation>Daneben %1</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Anderer Ordner…</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>There is no evidence to save yet</source>
        <translation>Noch keine Belege zu speichern</translation>
    </message>
    <message>
        <source>Save the picture with its evidence</source>
        <translation>Das Bild mit seinen Belegen speichern</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::AskedHistory</name>
    <message>
        <source>What was asked before could not be read: %1. The file is kept as %2.</source>
        <translation>Was früher gefragt wurde, ist nicht lesbar: %1. Die Datei bleibt als %2 erhalten.</translation>
    </message>
    <message>
        <source>What was asked is not kept: %1</source>
        <translation>Was gefragt wurde, wird nicht aufbewahrt: %1</translation>
    </message>
    <message>
        <source>%1
%2, %3
%4, model %5, %6</source>
        <translation>%1
%2, %3
%4, Modell %5, %6</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::BlockStepper</name>
    <message>
        <source>Block before</source>
        <translation>Block davor</translation>
    </message>
    <message>
        <source>Next block</source>
        <translation>Nächster Block</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::BusyLine</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Chain</name>
    <message>
        <source>Gives every patch of a picture a code, the words that stage 1 guesses.</source>
        <translation>Gibt jedem Patch eines Bildes einen Code: die Wörter, die Stufe 1 errät.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Guesses the codes of masked patches.</source>
        <translation>Errät die Codes maskierter Patches.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Guesses masked words of text alone.</source>
        <translation>Errät maskierte Wörter in reinem Text.</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Learns which sentence belongs to which picture.</source>
        <translation>Lernt, welcher Satz zu welchem Bild gehört.</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>unfertig</translation>
    </message>
    <message>
        <source>no model yet</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>%1 has left nothing yet that the next stage can start from.</source>
        <translation>%1: noch nichts da, womit die nächste Stufe beginnen kann.</translation>
    </message>
    <message>
        <source>%1 is not through its schedule. A model can be made of a checkpoint all the same.</source>
        <translation>%1: noch nicht alle Schritte gelaufen. Aus einem Zwischenstand kann trotzdem ein Modell werden.</translation>
    </message>
    <message>
        <source>%1 is finished. Make a model of it for the next stage to start from.</source>
        <translation>%1: fertig. Ein Modell daraus machen, damit die nächste Stufe damit beginnt.</translation>
    </message>
    <message>
        <source>The next stage starts from %1.</source>
        <translation>Die nächste Stufe beginnt mit %1.</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>%1 began with the model %2.</source>
        <translation>%1 begann mit dem Modell %2.</translation>
    </message>
    <message>
        <source>%1 guesses the codes of %2.</source>
        <translation>%1 errät die Codes von %2.</translation>
    </message>
    <message>
        <source>%1 began with weights drawn from its seed: the stage before was left out.</source>
        <translation>%1 begann mit ausgelosten Gewichten: Die Stufe davor wurde ausgelassen.</translation>
    </message>
    <message>
        <source>%1 codes</source>
        <translation>%1 Codes</translation>
    </message>
    <message>
        <source>%1 loaded</source>
        <translation>%1 geladen</translation>
    </message>
    <message>
        <source>%1 frozen</source>
        <translation>%1 fest</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>%1 fitted</source>
        <translation>%1 angepasst</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Chart</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Chip</name>
    <message>
        <source>Delete removes it</source>
        <extracomment>Screen reader&apos;s text for a chip that can be removed; %1 is its word.</extracomment>
        <translation>Entf nimmt es weg</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ChosenCheckpoint</name>
    <message>
        <source>Step %1, the newest checkpoint; nothing was measured to choose by.</source>
        <translation>Schritt %1, der neueste Zwischenstand; zum Auswählen wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>Step %1, the best by %2: %3.</source>
        <translation>Schritt %1, der beste nach %2: %3.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ConfusionMatrix</name>
    <message>
        <source>Who is taken for whom</source>
        <translation>Was womit verwechselt wird</translation>
    </message>
    <message>
        <source>%L1 classes</source>
        <translation>%L1 Klassen</translation>
    </message>
    <message>
        <source>%1 of %2 pictures of %3 are found (%4 %)</source>
        <translation>%3: %1 von %2 Bildern gefunden (%4 %)</translation>
    </message>
    <message>
        <source>%1 of %2 pictures of %3 are taken for %5 (%4 %)</source>
        <translation>%3: %1 von %2 Bildern für %5 gehalten (%4 %)</translation>
    </message>
    <message>
        <source>Rows: the true class. Columns: the name given.</source>
        <translation>Zeilen: die wahre Klasse. Spalten: die genannte.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ConfusionView</name>
    <message>
        <source>Pairs that are confused most</source>
        <translation>Am häufigsten verwechselte Paare</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>Wahre Klasse</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>Gehalten für</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::CoverCard</name>
    <message>
        <source>Does the evidence matter?</source>
        <translation>Kommt es auf die Belege an?</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <translation>%1 ± %2 %</translation>
    </message>
    <message>
        <source>nothing covered</source>
        <translation>nichts verdeckt</translation>
    </message>
    <message numerus="yes">
        <source>%n outlined patch(es) covered</source>
        <translation>
            <numerusform>%n umrandeter Patch verdeckt</numerusform>
            <numerusform>%n umrandete Patches verdeckt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>as many random ones, %n draw(s)</source>
        <translation>
            <numerusform>ebenso viele zufällige, %n Ziehung</numerusform>
            <numerusform>ebenso viele zufällige, %n Ziehungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Covering the outlined patches takes more away than covering as many random ones. Here the evidence matters.</source>
        <translation>Die umrandeten Patches zu verdecken nimmt mehr weg als ebenso viele zufällige. Hier kommt es auf die Belege an.</translation>
    </message>
    <message>
        <source>Covering the outlined patches changes no more than covering as many random ones. Here the map explains nothing.</source>
        <translation>Die umrandeten Patches zu verdecken ändert nicht mehr als ebenso viele zufällige. Hier erklärt die Karte nichts.</translation>
    </message>
    <message>
        <source>A map is no reason. The test covers the outlined patches and asks again, beside as many random ones.</source>
        <translation>Eine Karte ist kein Grund. Die Probe verdeckt die umrandeten Patches und fragt noch einmal, daneben mit ebenso vielen zufälligen.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::CurveChart</name>
    <message>
        <source>Chart: %1</source>
        <translation>Diagramm: %1</translation>
    </message>
    <message>
        <source>chance or baseline</source>
        <translation>Zufall oder Vergleichswert</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, Schritt %2</translation>
    </message>
    <message>
        <source>+ %1</source>
        <translation>+ %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::CurveView</name>
    <message>
        <source>%1: show the numbers as a table</source>
        <translation>%1: die Zahlen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Numbers of %1</source>
        <translation>Zahlen zu: %1</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::CurvesPage</name>
    <message>
        <source>No numbers yet. The curves begin with the run&apos;s first step.</source>
        <translation>Noch keine Zahlen. Die Kurven beginnen mit dem ersten Schritt des Laufs.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What the charts run over</source>
        <translation>Worüber die Diagramme laufen</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>How much the curves are averaged; the raw ones stay behind them</source>
        <translation>Wie stark die Kurven gemittelt sind; die rohen bleiben dahinter sichtbar</translation>
    </message>
    <message>
        <source>drift</source>
        <translation>Drift</translation>
    </message>
    <message>
        <source>update</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>What is shown of the experts</source>
        <translation>Was von den Experten gezeigt wird</translation>
    </message>
    <message>
        <source>Drift: how far the weights are from the run&apos;s start.
Update: how much the newest step changed them.
Gradient: its norm. Drift and update are relative to the weights.</source>
        <translation>Drift: wie weit die Gewichte vom Beginn des Laufs entfernt sind.
Änderung: wie viel der neueste Schritt an ihnen geändert hat.
Gradient: seine Norm. Drift und Änderung sind relativ zu den Gewichten.</translation>
    </message>
    <message>
        <source>Block whose experts are shown</source>
        <translation>Block, dessen Experten gezeigt werden</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>mean of blocks</source>
        <translation>Mittel der Blöcke</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>smoothed, raw behind</source>
        <translation>geglättet, roh dahinter</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>min and max per pixel</source>
        <translation>Min. und Max. je Pixel</translation>
    </message>
    <message>
        <source>%1 dashed</source>
        <translation>%1 gestrichelt</translation>
    </message>
    <message>
        <source>%1 dotted</source>
        <translation>%1 gepunktet</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DataFacts</name>
    <message>
        <source>Details of the data</source>
        <translation>Einzelheiten zu den Daten</translation>
    </message>
    <message>
        <source>No data are open.</source>
        <translation>Keine Daten sind offen.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Gelesen als</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Questions by split</source>
        <translation>Fragen je Teil</translation>
    </message>
    <message>
        <source>Statements by split</source>
        <translation>Aussagen je Teil</translation>
    </message>
    <message>
        <source>Pictures with a class by split</source>
        <translation>Bilder mit Klasse je Teil</translation>
    </message>
    <message>
        <source>Captions by split</source>
        <translation>Bildtexte je Teil</translation>
    </message>
    <message>
        <source>A run learns from “%1”.</source>
        <translation>Ein Lauf lernt aus „%1“.</translation>
    </message>
    <message>
        <source>It is measured on “%1” while it learns, and its best checkpoint is chosen by that.</source>
        <translation>Auf „%1“ wird er gemessen, während er lernt, und danach wird sein bester Zwischenstand gewählt.</translation>
    </message>
    <message>
        <source>The report measures on “%1”, by which nothing was chosen.</source>
        <translation>Der Bericht misst auf „%1“, wonach nichts gewählt wurde.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetCard</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Rows with findings</source>
        <translation>Zeilen mit Befunden</translation>
    </message>
    <message>
        <source>Search the rows</source>
        <translation>Die Zeilen durchsuchen</translation>
    </message>
    <message>
        <source>Search rows</source>
        <translation>Zeilen suchen</translation>
    </message>
    <message>
        <source>Open another data set</source>
        <translation>Einen anderen Datensatz öffnen</translation>
    </message>
    <message>
        <source>Choose data…</source>
        <translation>Daten wählen…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>pieces a caption: median %1, most %2</source>
        <translation>Stücke je Bildtext: Median %1, höchstens %2</translation>
    </message>
    <message>
        <source>pieces a question: median %1, most %2</source>
        <translation>Stücke je Frage: Median %1, höchstens %2</translation>
    </message>
    <message>
        <source>pieces a statement: median %1, most %2</source>
        <translation>Stücke je Aussage: Median %1, höchstens %2</translation>
    </message>
    <message>
        <source>No data set yet. Drop a folder or a file here, or choose one.</source>
        <translation>Noch kein Datensatz. Einen Ordner oder eine Datei hierher ziehen oder wählen.</translation>
    </message>
    <message>
        <source>No row passes the filters.</source>
        <translation>Keine Zeile passt zu den Filtern.</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Rows of one finding</source>
        <translation>Zeilen eines Befunds</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetPane</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Doktor</translation>
    </message>
    <message>
        <source>Rows of the data set or its doctor</source>
        <translation>Die Zeilen des Datensatzes oder sein Doktor</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetSession</name>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>Gelesen von %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; pictures are not remembered for next time: %2</source>
        <translation>%1; die Bilder bleiben für das nächste Mal nicht bekannt: %2</translation>
    </message>
    <message>
        <source>%1 pictures, %2 left out</source>
        <translation>%1 Bilder, %2 ausgelassen</translation>
    </message>
    <message>
        <source>Writing a cleaned copy of %1</source>
        <translation>Bereinigte Kopie von %1 schreiben</translation>
    </message>
    <message>
        <source>Writing %1 with new splits</source>
        <translation>%1 mit neuer Aufteilung schreiben</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetTable</name>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Right picture</source>
        <translation>Rechtes Bild</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildtext</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>%1  +%2</source>
        <translation>%1  +%2</translation>
    </message>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetView</name>
    <message>
        <source>Rows of the data set</source>
        <translation>Zeilen des Datensatzes</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falsch</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DetailsPane</name>
    <message>
        <source>%1, similarity %2</source>
        <translation>%1, Ähnlichkeit %2</translation>
    </message>
    <message>
        <source>Details of the selected picture</source>
        <translation>Einzelheiten zum gewählten Bild</translation>
    </message>
    <message>
        <source>Select a picture to see what is known of it.</source>
        <translation>Ein Bild auswählen, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message>
        <source>Open in Experts</source>
        <translation>In Experten öffnen</translation>
    </message>
    <message>
        <source>Search by this picture</source>
        <translation>Mit diesem Bild suchen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Closest captions of the library</source>
        <translation>Nächste Bildtexte der Bibliothek</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Similarity (cosine)</source>
        <translation>Ähnlichkeit (Kosinus)</translation>
    </message>
    <message>
        <source>Against this library</source>
        <translation>Gegenüber der Bibliothek</translation>
    </message>
    <message>
        <source>z = %1</source>
        <translation>z = %1</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 × %2, %3</source>
        <translation>%1 × %2, %3</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>present, %1</source>
        <translation>vorhanden, %1</translation>
    </message>
    <message>
        <source>none: %1</source>
        <translation>keines: %1</translation>
    </message>
    <message>
        <source>Ask about this picture</source>
        <translation>Zu diesem Bild fragen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DifferenceTable</name>
    <message>
        <source>What differs between the recipes</source>
        <translation>Worin sich die Rezepte unterscheiden</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DoctorCard</name>
    <message>
        <source>Dataset doctor</source>
        <translation>Datensatz-Doktor</translation>
    </message>
    <message>
        <source>your files are never changed</source>
        <translation>die Dateien bleiben unverändert</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Decode every picture to its end</source>
        <translation>Jedes Bild ganz dekodieren</translation>
    </message>
    <message>
        <source>Look for pictures that nearly look the same</source>
        <translation>Nach fast gleichen Bildern suchen</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Export list…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Cleaned copy…</source>
        <translation>Bereinigte Kopie…</translation>
    </message>
    <message>
        <source>Make a split…</source>
        <translation>Aufteilen…</translation>
    </message>
    <message>
        <source>Stopped. Writing into the same folder again goes on from here.</source>
        <translation>Angehalten. Wird noch einmal in denselben Ordner geschrieben, geht es hier weiter.</translation>
    </message>
    <message>
        <source>The list is in %1.</source>
        <translation>Die Liste liegt in %1.</translation>
    </message>
    <message>
        <source>%1 findings.csv</source>
        <translation>%1 Befunde.csv</translation>
    </message>
    <message>
        <source>Export the list of findings</source>
        <translation>Die Liste der Befunde exportieren</translation>
    </message>
    <message>
        <source>Caption length in pieces</source>
        <translation>Länge der Bildtexte in Stücken</translation>
    </message>
    <message>
        <source>Question length in pieces</source>
        <translation>Länge der Fragen in Stücken</translation>
    </message>
    <message>
        <source>Statement length in pieces</source>
        <translation>Länge der Aussagen in Stücken</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>%1, checked in %2</source>
        <translation>%1, geprüft in %2</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>What is wrong with a data set is told here.</source>
        <translation>Hier steht, was an einem Datensatz nicht stimmt.</translation>
    </message>
    <message>
        <source>Looking at pictures and texts.</source>
        <translation>Bilder und Texte werden angesehen.</translation>
    </message>
    <message>
        <source>This data set has not been checked.</source>
        <translation>Dieser Datensatz ist nicht geprüft.</translation>
    </message>
    <message>
        <source>%1 rows with %2 pictures are in %3.</source>
        <translation>%1 Zeilen mit %2 Bildern liegen in %3.</translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation>Kopie öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out of the copy</source>
        <translation>In der Kopie ausgelassen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DraftDetails</name>
    <message>
        <source>Details of the recipe</source>
        <translation>Einzelheiten zum Rezept</translation>
    </message>
    <message>
        <source>Memory forecast</source>
        <translation>Speichervorhersage</translation>
    </message>
    <message>
        <source>As soon as the recipe can be read, the memory of a step stands here.</source>
        <translation>Sobald das Rezept lesbar ist, steht hier der Speicher eines Schritts.</translation>
    </message>
    <message>
        <source>The memory of a step stands here as soon as the model is known: choose a vocabulary, or a model to start from.</source>
        <translation>Hier steht der Speicher eines Schritts, sobald das Modell bekannt ist: ein Vokabular wählen oder ein Modell als Anfang.</translation>
    </message>
    <message>
        <source>Memory of one step by part</source>
        <translation>Speicher eines Schritts nach Teilen</translation>
    </message>
    <message>
        <source>At most %1 of %2</source>
        <translation>Höchstens %1 von %2</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>Höchstens %1</translation>
    </message>
    <message>
        <source>Micro-batch %1, %2 of them a step.</source>
        <translation>Mikro-Batch %1, davon %2 je Schritt.</translation>
    </message>
    <message>
        <source>The whole batch of %1 at once.</source>
        <translation>Der ganze Batch von %1 auf einmal.</translation>
    </message>
    <message>
        <source>The largest micro-batch that fits into this computer: %1.</source>
        <translation>Der größte Mikro-Batch, der in diesen Rechner passt: %1.</translation>
    </message>
    <message>
        <source>Not one item fits into this computer.</source>
        <translation>In diesen Rechner passt nicht einmal ein Beispiel.</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>What differs from %1</source>
        <translation>Unterschiede zu %1</translation>
    </message>
    <message>
        <source>As in %1</source>
        <translation>Wie in %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::EvaluationSession</name>
    <message>
        <source>before %1</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Measuring %1 on %2</source>
        <translation>%1 auf %2 messen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The report is saved as %1</source>
        <translation>Der Bericht ist als %1 gespeichert</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::EvidenceCard</name>
    <message>
        <source>How evidence is measured</source>
        <translation>Wie Belege gemessen werden</translation>
    </message>
    <message>
        <source>Attention roll-out</source>
        <translation>Attention-Rollout</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>Gradient × Eingabe</translation>
    </message>
    <message>
        <source>What a word could have taken from each patch</source>
        <translation>Was ein Wort aus jedem Patch hätte nehmen können</translation>
    </message>
    <message>
        <source>By how much each patch raised what is explained</source>
        <translation>Um wie viel jeder Patch erhöht hat, was erklärt wird</translation>
    </message>
    <message>
        <source>Save the picture with its evidence</source>
        <translation>Das Bild mit seinen Belegen speichern</translation>
    </message>
    <message>
        <source>Attention of all heads, multiplied through the blocks. The line holds 70 % of what stands out. Attention is not a reason; the cover test is.</source>
        <translation>Attention aller Köpfe, durch die Blöcke multipliziert. Die Linie umfasst 70 % dessen, was hervortritt. Attention ist kein Grund; ob es darauf ankommt, sagt die Probe.</translation>
    </message>
    <message>
        <source>By how much each patch raised the logit, through each word. The line holds 70 % of what stands out. To first order only; the cover test says whether it matters.</source>
        <translation>Um wie viel jeder Patch den Logit erhöht hat, je Wort. Die Linie umfasst 70 % dessen, was hervortritt. Nur in erster Ordnung; ob es darauf ankommt, sagt die Probe.</translation>
    </message>
    <message>
        <source>ITC never lets words and patches meet, so there is one map for the whole sentence.</source>
        <translation>Bei ITC treffen Wörter und Patches nie zusammen, daher gibt es eine Karte für den ganzen Satz.</translation>
    </message>
    <message numerus="yes">
        <source>The last %n word piece(s) did not fit into the model and were not read.</source>
        <translation>
            <numerusform>Das letzte %n Wortstück passte nicht in das Modell und wurde nicht gelesen.</numerusform>
            <numerusform>Die letzten %n Wortstücke passten nicht in das Modell und wurden nicht gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where in the picture an answer comes from is shown here, for every word.</source>
        <translation>Woher im Bild eine Antwort kommt, steht hier für jedes Wort.</translation>
    </message>
    <message>
        <source>Evidence by word</source>
        <translation>Belege je Wort</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::EvidenceStrip</name>
    <message>
        <source>%1 of its attention, rolled out, goes to the picture</source>
        <translation>%1 seiner Attention, ausgerollt, geht an das Bild</translation>
    </message>
    <message>
        <source>patches raise the logit by %1 through it</source>
        <translation>durch dieses Wort erhöhen Patches den Logit um %1</translation>
    </message>
    <message>
        <source>Evidence by word</source>
        <translation>Belege je Wort</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::EvidenceView</name>
    <message>
        <source>Drop a picture here, paste one, or click to open one.</source>
        <translation>Ein Bild hierher ziehen, einfügen oder mit einem Klick öffnen.</translation>
    </message>
    <message>
        <source>Picture: none chosen</source>
        <translation>Bild: keines gewählt</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>Bild: %1</translation>
    </message>
    <message>
        <source>%1. Click to choose another, Delete removes it.</source>
        <translation>%1. Klick wählt ein anderes, Entf entfernt es.</translation>
    </message>
    <message>
        <source>patch row %1, column %2: %3 of the strongest</source>
        <translation>Patch Zeile %1, Spalte %2: %3 des stärksten</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ExpertLegend</name>
    <message>
        <source>Experts: %1</source>
        <translation>Experten: %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ExpertLook</name>
    <message>
        <source>vision</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>vision-language</source>
        <translation>Bild und Sprache</translation>
    </message>
    <message>
        <source>shared by all</source>
        <translation>gemeinsam für alle</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ExpertsPanel</name>
    <message>
        <source>Nothing recorded. Choose a picture and a sentence, then record a trace.</source>
        <translation>Nichts aufgezeichnet. Ein Bild und einen Satz wählen, dann aufzeichnen.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Token × block map</source>
        <translation>Token × Block</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>Die Zahlen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save the map or the trace</source>
        <translation>Die Karte oder die Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>Numbers (CSV)…</source>
        <translation>Zahlen (CSV)…</translation>
    </message>
    <message>
        <source>Trace (JSON)…</source>
        <translation>Aufzeichnung (JSON)…</translation>
    </message>
    <message>
        <source>Picture and sentence</source>
        <translation>Bild und Satz</translation>
    </message>
    <message>
        <source>Patches by block</source>
        <translation>Patches je Block</translation>
    </message>
    <message>
        <source>There is nothing to record yet. Choose a picture, type a sentence, or both.</source>
        <translation>Noch gibt es nichts aufzuzeichnen. Ein Bild wählen, einen Satz eingeben oder beides.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>%1 in block %2</source>
        <translation>%1 in Block %2</translation>
    </message>
    <message>
        <source>%1 The scale is this block&apos;s own.</source>
        <translation>%1 Die Skala gilt nur für diesen Block.</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>&amp;Record trace</source>
        <translation>&amp;Aufzeichnen</translation>
    </message>
    <message>
        <source>&amp;Sentence</source>
        <translation>&amp;Satz</translation>
    </message>
    <message>
        <source>Choose a &amp;picture…</source>
        <translation>B&amp;ild wählen…</translation>
    </message>
    <message>
        <source>Block &amp;before</source>
        <translation>Block &amp;davor</translation>
    </message>
    <message>
        <source>&amp;Next block</source>
        <translation>&amp;Nächster Block</translation>
    </message>
    <message>
        <source>Map as &amp;table</source>
        <translation>Karte als &amp;Tabelle</translation>
    </message>
    <message>
        <source>&amp;Open trace…</source>
        <translation>Aufzeichnung ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Save tr&amp;ace…</source>
        <translation>Aufzeichnung s&amp;peichern…</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>In der Zwischenablage ist kein Bild</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Open a trace</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Traces (*.json)</source>
        <translation>Aufzeichnungen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the trace</source>
        <translation>Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>Karte speichern</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Failure</name>
    <message>
        <source>This cannot be done as asked.</source>
        <translation>So, wie verlangt, geht das nicht.</translation>
    </message>
    <message>
        <source>A file is damaged or not what it claims to be.</source>
        <translation>Eine Datei ist beschädigt oder nicht das, wofür sie sich ausgibt.</translation>
    </message>
    <message>
        <source>These two do not go together.</source>
        <translation>Diese beiden passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Something that is needed is not there.</source>
        <translation>Etwas, das gebraucht wird, ist nicht da.</translation>
    </message>
    <message>
        <source>The memory does not suffice.</source>
        <translation>Der Speicher reicht nicht aus.</translation>
    </message>
    <message>
        <source>The work was cancelled.</source>
        <translation>Die Arbeit wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The program or the system failed.</source>
        <translation>Das Programm oder das System hat versagt.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::FigureModel</name>
    <message>
        <source>Where the number would lie in 95 of 100 draws of items like these</source>
        <translation>Wo die Zahl bei 95 von 100 Ziehungen solcher Beispiele läge</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>What is reached without the pictures</source>
        <translation>Was ohne die Bilder erreicht wird</translation>
    </message>
    <message>
        <source>What one and the same answer for all reaches, chosen in hindsight</source>
        <translation>Was ein und dieselbe Antwort für alle erreicht, im Nachhinein gewählt</translation>
    </message>
    <message>
        <source>What guessing reaches</source>
        <translation>Was Raten erreicht</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::FindingListView</name>
    <message>
        <source>What the check found</source>
        <translation>Was die Prüfung gefunden hat</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::FindingModel</name>
    <message>
        <source>%1 of %2 pictures open</source>
        <translation>%1 von %2 Bildern lassen sich öffnen</translation>
    </message>
    <message>
        <source>Looked at in %1.</source>
        <translation>Angesehen in %1.</translation>
    </message>
    <message>
        <source>%1 looked at, %2 remembered from before.</source>
        <translation>%1 angesehen, %2 von früher bekannt.</translation>
    </message>
    <message>
        <source>No picture is in two splits</source>
        <translation>Kein Bild ist in zwei Teilen</translation>
    </message>
    <message>
        <source>Compared by content.</source>
        <translation>Nach dem Inhalt verglichen.</translation>
    </message>
    <message>
        <source>No text is longer than %1 pieces</source>
        <translation>Kein Text ist länger als %1 Stücke</translation>
    </message>
    <message>
        <source>No unknown word pieces</source>
        <translation>Keine unbekannten Wortstücke</translation>
    </message>
    <message>
        <source>well</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>Of no consequence for this task. %1</source>
        <translation>Für diese Aufgabe ohne Folgen. %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::FinetunePanel</name>
    <message>
        <source>What the model learns</source>
        <translation>Was das Modell lernt</translation>
    </message>
    <message>
        <source>from</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>Model that the run starts from</source>
        <translation>Modell, mit dem der Lauf beginnt</translation>
    </message>
    <message>
        <source>Runs folder…</source>
        <translation>Ordner der Läufe…</translation>
    </message>
    <message>
        <source>Help on fine-tuning</source>
        <translation>Hilfe zur Anpassung</translation>
    </message>
    <message>
        <source>1  Data</source>
        <translation>1  Daten</translation>
    </message>
    <message>
        <source>2  Recipe</source>
        <translation>2  Rezept</translation>
    </message>
    <message>
        <source>3  Run</source>
        <translation>3  Lauf</translation>
    </message>
    <message>
        <source>4  Report</source>
        <translation>4  Bericht</translation>
    </message>
    <message>
        <source>Step of fine-tuning</source>
        <translation>Schritt der Anpassung</translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation>Daten importieren…</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>everything that decides the result; checked while one types</source>
        <translation>alles, was über das Ergebnis entscheidet; beim Tippen geprüft</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>box: compare</source>
        <translation>☐ vergleichen</translation>
    </message>
    <message>
        <source>No runs yet.</source>
        <translation>Noch keine Läufe.</translation>
    </message>
    <message>
        <source>No model was found to start from. Choose a model folder.</source>
        <translation>Kein Modell als Anfang gefunden. Den Ordner eines Modells wählen.</translation>
    </message>
    <message>
        <source>%1 to learn from (%2)</source>
        <translation>%1 zum Lernen (%2)</translation>
    </message>
    <message>
        <source>, %1 to measure on (%2).</source>
        <translation>, %1 zum Messen (%2).</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>&amp;Import data…</source>
        <translation>&amp;Daten importieren…</translation>
    </message>
    <message>
        <source>Set up a run: %1…</source>
        <translation>Lauf einrichten: %1…</translation>
    </message>
    <message>
        <source>No run is chosen. Choose one in the list, or set one up.</source>
        <translation>Kein Lauf ist gewählt. Einen in der Liste wählen oder einrichten.</translation>
    </message>
    <message>
        <source>&amp;Start or resume the shown run</source>
        <translation>Gezeigten Lauf &amp;starten oder fortsetzen</translation>
    </message>
    <message>
        <source>S&amp;top the shown run and save</source>
        <translation>Gezeigten Lauf &amp;anhalten und speichern</translation>
    </message>
    <message>
        <source>&amp;Use the model of the shown run now</source>
        <translation>Modell des gezeigten Laufs &amp;jetzt verwenden</translation>
    </message>
    <message>
        <source>&amp;Make a model of the shown run…</source>
        <translation>&amp;Modell aus dem gezeigten Lauf machen…</translation>
    </message>
    <message>
        <source>&amp;Help on fine-tuning</source>
        <translation>&amp;Hilfe zur Anpassung</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet, so no model can be made of it.</source>
        <translation>%1 hat noch keinen Zwischenstand, daher kann kein Modell daraus werden.</translation>
    </message>
    <message>
        <source>The model is at %1.</source>
        <translation>Das Modell liegt in %1.</translation>
    </message>
    <message>
        <source>The window works with %1 now.</source>
        <translation>Das Fenster arbeitet jetzt mit %1.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::FinetuneTask</name>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Learns to answer questions about a picture, from pictures with questions and answers.</source>
        <translation>Lernt, Fragen zu einem Bild zu beantworten, aus Bildern mit Fragen und Antworten.</translation>
    </message>
    <message>
        <source>The Ask panel answers questions with it.</source>
        <translation>Damit beantwortet die Ansicht „Fragen“ Fragen.</translation>
    </message>
    <message>
        <source>Two pictures</source>
        <translation>Zwei Bilder</translation>
    </message>
    <message>
        <source>Learns to judge statements about two pictures, from pairs of pictures with a statement that is true or false.</source>
        <translation>Lernt, Aussagen über zwei Bilder zu beurteilen, aus Bildpaaren mit einer Aussage, die wahr oder falsch ist.</translation>
    </message>
    <message>
        <source>The Ask panel compares two pictures with it.</source>
        <translation>Damit vergleicht die Ansicht „Fragen“ zwei Bilder.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Learns to name the class of a picture, from pictures in a folder for each class or with a class in a table.</source>
        <translation>Lernt, die Klasse eines Bildes zu nennen, aus Bildern in einem Ordner je Klasse oder mit einer Klasse in einer Tabelle.</translation>
    </message>
    <message>
        <source>No panel names classes. On the command line “vlmo eval classify” measures it, and further runs can start from it.</source>
        <translation>Keine Ansicht nennt Klassen. In der Befehlszeile misst es „vlmo eval classify“, und weitere Läufe können damit beginnen.</translation>
    </message>
    <message>
        <source>Retrieval</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Learns to find pictures by sentences and sentences by pictures, from pictures with captions.</source>
        <translation>Lernt, Bilder zu Sätzen und Sätze zu Bildern zu finden, aus Bildern mit Bildtexten.</translation>
    </message>
    <message>
        <source>The Library searches with it.</source>
        <translation>Die Bibliothek sucht damit.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HandOverArrow</name>
    <message>
        <source>Press for the whole report.</source>
        <translation>Drücken zeigt den ganzen Bericht.</translation>
    </message>
    <message>
        <source>Press to set up that stage.</source>
        <translation>Drücken richtet diese Stufe ein.</translation>
    </message>
    <message>
        <source>Press to make the model.</source>
        <translation>Drücken macht das Modell.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HandOverDialog</name>
    <message>
        <source>Hand-over to %1</source>
        <translation>Übergabe an %1</translation>
    </message>
    <message>
        <source>The visual tokenizer tells %1 codes apart.</source>
        <translation>Der Bild-Tokenizer unterscheidet %1 Codes.</translation>
    </message>
    <message>
        <source>Tensors by what became of them</source>
        <translation>Tensoren nach ihrem Verbleib</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>What became of them</source>
        <translation>Verbleib</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>as the model before has them</source>
        <translation>wie im Modell davor</translation>
    </message>
    <message>
        <source>Fitted</source>
        <translation>Angepasst</translation>
    </message>
    <message>
        <source>of the loaded ones, cut or interpolated to this stage&apos;s sizes</source>
        <translation>von den geladenen, auf die Größen dieser Stufe zugeschnitten oder interpoliert</translation>
    </message>
    <message>
        <source>Newly initialised</source>
        <translation>Neu angelegt</translation>
    </message>
    <message>
        <source>drawn from the seed</source>
        <translation>mit dem Seed ausgelost</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>stay as they are while this stage trains</source>
        <translation>bleiben in dieser Stufe, wie sie sind</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>Zurückgelassen</translation>
    </message>
    <message>
        <source>in the model before, not wanted by this stage</source>
        <translation>im Modell davor, von dieser Stufe nicht gebraucht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HeatPicture</name>
    <message>
        <source>Patches over the picture</source>
        <translation>Patches über dem Bild</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help pages</source>
        <translation>Hilfeseiten</translation>
    </message>
    <message>
        <source>The help pages are in English.</source>
        <translation>Die Hilfeseiten sind auf Englisch.</translation>
    </message>
    <message>
        <source>About VLMo Studio</source>
        <translation>Über VLMo Studio</translation>
    </message>
    <message>
        <source>VLMo Studio %1</source>
        <translation>VLMo Studio %1</translation>
    </message>
    <message numerus="yes">
        <source>LibTorch %1, OpenCV %2, Qt %3
%4, %n processor(s)</source>
        <translation>
            <numerusform>LibTorch %1, OpenCV %2, Qt %3
%4, %n Prozessor</numerusform>
            <numerusform>LibTorch %1, OpenCV %2, Qt %3
%4, %n Prozessoren</numerusform>
        </translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Icons</source>
        <translation>Symbole</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HistoryPane</name>
    <message>
        <source>What was asked before</source>
        <translation>Was früher gefragt wurde</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Clear the history</source>
        <translation>Verlauf leeren</translation>
    </message>
    <message>
        <source>What you ask is listed here, and kept.</source>
        <translation>Was gefragt wird, steht hier und bleibt erhalten.</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Lists what has these words in its question, answer, picture or model</source>
        <translation>Zeigt, was diese Wörter in Frage, Antwort, Bild oder Modell hat</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Put back what was removed from the history</source>
        <translation>Zurückholen, was aus dem Verlauf entfernt wurde</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n removed.</source>
        <translation>
            <numerusform>%n entfernt.</numerusform>
            <numerusform>%n entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that was asked has these words.</source>
        <translation>Nichts Gefragtes hat diese Wörter.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ImportDialog</name>
    <message>
        <source>Open a data set</source>
        <translation>Datensatz öffnen</translation>
    </message>
    <message>
        <source>Folder or file of the data set</source>
        <translation>Ordner oder Datei des Datensatzes</translation>
    </message>
    <message>
        <source>A folder, a table, a JSON file, a tar</source>
        <translation>Ein Ordner, eine Tabelle, eine JSON-Datei, ein Tar</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Who is to read it</source>
        <translation>Wer es lesen soll</translation>
    </message>
    <message>
        <source>Importers and what they think of it</source>
        <translation>Importer und was sie davon halten</translation>
    </message>
    <message>
        <source>Importer</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>No importer can read this. Each says why not.</source>
        <translation>Kein Importer kann dies lesen. Jeder sagt, warum nicht.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::IntervalChart</name>
    <message>
        <source>Chart of the figures</source>
        <translation>Diagramm der Werte</translation>
    </message>
    <message>
        <source>%1: %2 %, %3</source>
        <translation>%1: %2 %, %3</translation>
    </message>
    <message>
        <source>chance %1</source>
        <translation>Zufall %1</translation>
    </message>
    <message>
        <source>%1, 95 % interval</source>
        <translation>%1, 95-%-Intervall</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Job</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, noch %2</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::JobRow</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::JobsPopup</name>
    <message>
        <source>Jobs</source>
        <translation>Vorgänge</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::LengthHistogram</name>
    <message>
        <source>Word pieces a text: median %1, 95 % up to %2, most %3; %4 of %5 are longer than the %6 that are read</source>
        <translation>Wortstücke je Text: Median %1, 95 % bis %2, höchstens %3; %4 von %5 sind länger als die %6, die gelesen werden</translation>
    </message>
    <message>
        <source>%1 or more pieces: %2 texts</source>
        <translation>%1 Stücke oder mehr: %2 Texte</translation>
    </message>
    <message>
        <source>%1 pieces: %2 texts</source>
        <translation>%1 Stücke: %2 Texte</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::LibraryPanel</name>
    <message>
        <source>No picture stands out for these words. The closest are below the line. &lt;a href=&quot;move&quot;&gt;Move the line&lt;/a&gt;</source>
        <translation>Kein Bild hebt sich bei diesen Wörtern ab. Die nächsten stehen unter der Linie. &lt;a href=&quot;move&quot;&gt;Linie verschieben&lt;/a&gt;</translation>
    </message>
    <message>
        <source>No pictures yet. Drop a folder here, or add one.</source>
        <translation>Noch keine Bilder. Einen Ordner hierher ziehen oder hinzufügen.</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Add your pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Thumbnails are not kept: %1</source>
        <translation>Vorschaubilder werden nicht aufbewahrt: %1</translation>
    </message>
    <message>
        <source>No library is open. Make a new one under Library, New library.</source>
        <translation>Keine Bibliothek ist offen. Eine neue gibt es unter Bibliothek, Neue Bibliothek.</translation>
    </message>
    <message>
        <source>Pictures can be added once a model is loaded.</source>
        <translation>Bilder können hinzukommen, sobald ein Modell geladen ist.</translation>
    </message>
    <message>
        <source>Relevance line, z = %1</source>
        <translation>Relevanzlinie, z = %1</translation>
    </message>
    <message>
        <source>Demo library</source>
        <translation>Demo-Bibliothek</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, all indexed</source>
        <translation>%1, alle indexiert</translation>
    </message>
    <message>
        <source>%1, %2 indexed</source>
        <translation>%1, %2 indexiert</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Search by the &amp;pasted picture</source>
        <translation>Mit dem &amp;eingefügten Bild suchen</translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Look for &amp;changes</source>
        <translation>Nach Än&amp;derungen sehen</translation>
    </message>
    <message>
        <source>Pictures &amp;left out…</source>
        <translation>&amp;Ausgelassene Bilder…</translation>
    </message>
    <message>
        <source>&amp;New library…</source>
        <translation>&amp;Neue Bibliothek…</translation>
    </message>
    <message>
        <source>&amp;Open library…</source>
        <translation>&amp;Bibliothek öffnen…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Show the &amp;start cards</source>
        <translation>&amp;Startkarten zeigen</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>In der Zwischenablage ist kein Bild</translation>
    </message>
    <message>
        <source>Add a folder of pictures</source>
        <translation>Ordner mit Bildern hinzufügen</translation>
    </message>
    <message>
        <source>Open a library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>Libraries (*.vlmolib)</source>
        <translation>Bibliotheken (*.vlmolib)</translation>
    </message>
    <message>
        <source>Make a new library</source>
        <translation>Neue Bibliothek anlegen</translation>
    </message>
    <message>
        <source>Every picture of this library is indexed</source>
        <translation>Alle Bilder dieser Bibliothek sind indexiert</translation>
    </message>
    <message>
        <source>Pictures left out of %1</source>
        <translation>In %1 ausgelassene Bilder</translation>
    </message>
    <message>
        <source>Preparing the demo library</source>
        <translation>Die Demo-Bibliothek wird vorbereitet</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::LibrarySession</name>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 moved</source>
        <translation>%1 verschoben</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 fehlen</translation>
    </message>
    <message>
        <source>All %1 pictures are up to date</source>
        <translation>Alle %1 Bilder sind aktuell</translation>
    </message>
    <message>
        <source>No pictures found</source>
        <translation>Keine Bilder gefunden</translation>
    </message>
    <message>
        <source>%1 other files passed over</source>
        <translation>%1 andere Dateien übergangen</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 ausgelassen</translation>
    </message>
    <message>
        <source>Stopped: %1. Adding the folder again goes on from here.</source>
        <translation>Angehalten: %1. Wird der Ordner noch einmal hinzugefügt, geht es hier weiter.</translation>
    </message>
    <message>
        <source>A new library needs a model, and none is loaded.</source>
        <translation>Eine neue Bibliothek braucht ein Modell, und keines ist geladen.</translation>
    </message>
    <message>
        <source>Adding pictures from %1</source>
        <translation>Bilder aus %1 hinzufügen</translation>
    </message>
    <message>
        <source>Looking for changes</source>
        <translation>Nach Änderungen sehen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::MainWindow</name>
    <message>
        <source>Panels</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>VLMo Studio</source>
        <translation>VLMo Studio</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>&amp;Modell öffnen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Details pane</source>
        <translation>&amp;Detailbereich</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Stop or go back</source>
        <translation>&amp;Abbrechen oder zurück</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Help pages</source>
        <translation>&amp;Hilfeseiten</translation>
    </message>
    <message>
        <source>&amp;About VLMo Studio</source>
        <translation>Ü&amp;ber VLMo Studio</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;As the desktop</source>
        <translation>&amp;Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Ordner eines Modells öffnen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::MistakeView</name>
    <message>
        <source>Ask about it</source>
        <translation>Dazu fragen</translation>
    </message>
    <message>
        <source>Find in Library</source>
        <translation>In Bibliothek suchen</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Mistake %1 of %2</source>
        <translation>Fehler %1 von %2</translation>
    </message>
    <message>
        <source>Found first, and wrong</source>
        <translation>Zuerst gefunden, falsch</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>The right one</source>
        <translation>Das richtige</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::MistakesPane</name>
    <message>
        <source>Misses of R@1, the worst</source>
        <translation>Fehlgriffe bei R@1, die schlimmsten</translation>
    </message>
    <message>
        <source>Mistakes, the surest</source>
        <translation>Fehler, die sichersten</translation>
    </message>
    <message>
        <source>No report is shown.</source>
        <translation>Kein Bericht ist offen.</translation>
    </message>
    <message>
        <source>No mistakes are listed.</source>
        <translation>Keine Fehler sind verzeichnet.</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all %L1</source>
        <translation>Alle %L1 zeigen</translation>
    </message>
    <message>
        <source>Show in large</source>
        <translation>Groß zeigen</translation>
    </message>
    <message>
        <source>Ask about it</source>
        <translation>Dazu fragen</translation>
    </message>
    <message>
        <source>Find in Library</source>
        <translation>In Bibliothek suchen</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::NewCopyDialog</name>
    <message>
        <source>Cleaned copy of %1</source>
        <translation>Bereinigte Kopie von %1</translation>
    </message>
    <message>
        <source>New splits of %1</source>
        <translation>Neue Aufteilung von %1</translation>
    </message>
    <message>
        <source>Writes a new folder in the program&apos;s own format, without pictures that are missing or cannot be read. What is left out is listed. Your files stay as they are.</source>
        <translation>Schreibt einen neuen Ordner im Format des Programms, ohne Bilder, die fehlen oder nicht lesbar sind. Was ausgelassen wird, steht in einer Liste. Die eigenen Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Writes a new folder in the program&apos;s own format, in which equal pictures are never in two splits. Your files stay as they are.</source>
        <translation>Schreibt einen neuen Ordner im Format des Programms, in dem gleiche Bilder nie in zwei Teilen sind. Die eigenen Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Copy them</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Link them, which takes no room where the disk is the same</source>
        <translation>Verknüpfen, was auf derselben Platte keinen Platz braucht</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Write the copy</source>
        <translation>Kopie schreiben</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Where the new folder is to be</source>
        <translation>Wohin der neue Ordner soll</translation>
    </message>
    <message>
        <source>Share of the split val</source>
        <translation>Anteil des Teils val</translation>
    </message>
    <message>
        <source>Share of the split test</source>
        <translation>Anteil des Teils test</translation>
    </message>
    <message>
        <source>val</source>
        <translation>val</translation>
    </message>
    <message>
        <source>test</source>
        <translation>test</translation>
    </message>
    <message>
        <source>train gets the rest</source>
        <translation>train bekommt den Rest</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Equal pictures</source>
        <translation>Gleiche Bilder</translation>
    </message>
    <message>
        <source>Pictures of one source, too</source>
        <translation>Auch Bilder einer Quelle</translation>
    </message>
    <message>
        <source>Pictures of one class, too: what is measured on was never seen</source>
        <translation>Auch Bilder einer Klasse: Woran gemessen wird, war nie zu sehen</translation>
    </message>
    <message>
        <source>Stay together</source>
        <translation>Bleiben zusammen</translation>
    </message>
    <message>
        <source>Another number makes other splits</source>
        <translation>Eine andere Zahl ergibt eine andere Aufteilung</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>A new folder is needed.</source>
        <translation>Ein neuer Ordner wird gebraucht.</translation>
    </message>
    <message>
        <source>The new folder needs its whole path.</source>
        <translation>Der neue Ordner braucht seinen ganzen Pfad.</translation>
    </message>
    <message>
        <source>%1 exists and is not empty. Choose a folder that does not exist.</source>
        <translation>%1 gibt es und ist nicht leer. Einen Ordner wählen, den es nicht gibt.</translation>
    </message>
    <message>
        <source>The new folder must not lie in the data set, which is not to be changed.</source>
        <translation>Der neue Ordner darf nicht im Datensatz liegen, denn der soll unverändert bleiben.</translation>
    </message>
    <message>
        <source>At least one of val and test gets a share.</source>
        <translation>Mindestens eines von val und test bekommt einen Anteil.</translation>
    </message>
    <message>
        <source>Nothing would be left to train on.</source>
        <translation>Zum Trainieren bliebe nichts übrig.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::NextCard</name>
    <message>
        <source>What to do next</source>
        <translation>Was als Nächstes zu tun ist</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::NextStep</name>
    <message>
        <source>Import data…</source>
        <translation>Daten importieren…</translation>
    </message>
    <message>
        <source>Choose the data</source>
        <translation>Daten wählen</translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>Die Daten werden gelesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The data cannot be read</source>
        <translation>Die Daten sind nicht lesbar</translation>
    </message>
    <message>
        <source>Not for this task</source>
        <translation>Nicht für diese Aufgabe</translation>
    </message>
    <message>
        <source>On to the recipe</source>
        <translation>Weiter zum Rezept</translation>
    </message>
    <message>
        <source>Making a copy</source>
        <translation>Eine Kopie wird gemacht</translation>
    </message>
    <message>
        <source>The copy is opened as soon as it is complete. Your files stay as they are.</source>
        <translation>Die Kopie wird geöffnet, sobald sie vollständig ist. Die eigenen Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Nothing is held out</source>
        <translation>Nichts ist zurückgehalten</translation>
    </message>
    <message>
        <source>All of %1 is to learn from, so nothing would tell how good the model becomes on what it has not seen. A copy can be made in which a part is held out; your files stay as they are.</source>
        <translation>%1 dient ganz zum Lernen, daher würde nichts sagen, wie gut das Modell auf Ungesehenem wird. Es kann eine Kopie entstehen, in der ein Teil zurückgehalten ist; die eigenen Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Hold out a part…</source>
        <translation>Teil zurückhalten…</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Ohne weitermachen</translation>
    </message>
    <message>
        <source>The doctor is looking</source>
        <translation>Der Doktor sieht nach</translation>
    </message>
    <message>
        <source>You need not wait for the end of the check.</source>
        <translation>Auf das Ende der Prüfung zu warten ist nicht nötig.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>The doctor found problems</source>
        <translation>Der Doktor hat Probleme gefunden</translation>
    </message>
    <message>
        <source>The doctor has warnings</source>
        <translation>Der Doktor hat Warnungen</translation>
    </message>
    <message>
        <source>%1: the doctor&apos;s list says what they mean and what to do.</source>
        <translation>%1: Was sie bedeuten und was zu tun ist, sagt die Liste des Doktors.</translation>
    </message>
    <message>
        <source>The data are ready</source>
        <translation>Die Daten sind bereit</translation>
    </message>
    <message>
        <source>Start the run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Ein anderes Modell wählen</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>Bereit zum Start</translation>
    </message>
    <message>
        <source>No program that trains</source>
        <translation>Kein Programm zum Trainieren</translation>
    </message>
    <message>
        <source>The program vlmo is neither beside VLMo Studio nor on the search path. Install it there, and start VLMo Studio again.</source>
        <translation>Das Programm vlmo liegt weder neben VLMo Studio noch im Suchpfad. Dort installieren und VLMo Studio neu starten.</translation>
    </message>
    <message>
        <source>The recipe is not right yet</source>
        <translation>Das Rezept stimmt noch nicht</translation>
    </message>
    <message>
        <source>Use this model now</source>
        <translation>Modell jetzt verwenden</translation>
    </message>
    <message>
        <source>Train again…</source>
        <translation>Neu trainieren…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Making the model</source>
        <translation>Das Modell wird gemacht</translation>
    </message>
    <message>
        <source>It is opened in this window as soon as it is complete.</source>
        <translation>Es wird in diesem Fenster geöffnet, sobald es vollständig ist.</translation>
    </message>
    <message>
        <source>%1 is in use</source>
        <translation>%1 ist in Gebrauch</translation>
    </message>
    <message>
        <source>Open Ask</source>
        <translation>Fragen öffnen</translation>
    </message>
    <message>
        <source>Open the Library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>%1 has no checkpoint, so no model can be made of it.</source>
        <translation>%1 hat keinen Zwischenstand, daher kann kein Modell daraus werden.</translation>
    </message>
    <message>
        <source>The log says why. It can be resumed, or used as it is: %1</source>
        <translation>Das Protokoll sagt, warum. Der Lauf lässt sich fortsetzen oder verwenden, wie er ist: %1</translation>
    </message>
    <message>
        <source>The log says why. Nothing was saved before it ended: change the recipe, or start it again.</source>
        <translation>Das Protokoll sagt, warum. Vor dem Ende wurde nichts gespeichert: das Rezept ändern oder neu starten.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Wird gemessen</translation>
    </message>
    <message>
        <source>The model of the run is asked about what was held out. The window&apos;s own model stays as it is.</source>
        <translation>Das Modell des Laufs wird zu dem gefragt, was zurückgehalten wurde. Das Modell des Fensters bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>Noch nicht gemessen</translation>
    </message>
    <message>
        <source>The report says how good the model is on what it was not trained on, beside the lines to beat.</source>
        <translation>Der Bericht sagt, wie gut das Modell auf dem ist, womit es nicht trainiert wurde, neben den Vergleichswerten.</translation>
    </message>
    <message>
        <source>Measure the model</source>
        <translation>Modell messen</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>A run learns from the data by a recipe. Runs that were started from the command line are listed here too.</source>
        <translation>Ein Lauf lernt nach einem Rezept aus den Daten. Auch Läufe, die in der Befehlszeile gestartet wurden, stehen hier.</translation>
    </message>
    <message>
        <source>Set up a run</source>
        <translation>Lauf einrichten</translation>
    </message>
    <message>
        <source>Not started yet</source>
        <translation>Noch nicht begonnen</translation>
    </message>
    <message>
        <source>%1 has a recipe and nothing else.</source>
        <translation>%1 hat ein Rezept und sonst nichts.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>It goes on when the window is closed, and is found again when it is opened.</source>
        <translation>Er läuft weiter, wenn das Fenster geschlossen wird, und ist beim nächsten Öffnen wieder da.</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Panel</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Pre-train</source>
        <translation>Vortraining</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Anpassung</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::PartsRow</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>lernt</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>später</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Attn</source>
        <translation>Attn</translation>
    </message>
    <message>
        <source>Attn L</source>
        <extracomment>Short for attention of words, which others call language</extracomment>
        <translation>Attn L</translation>
    </message>
    <message>
        <source>attention of words</source>
        <translation>Attention der Wörter</translation>
    </message>
    <message>
        <source>Attn V</source>
        <extracomment>Short for attention of patches of pictures</extracomment>
        <translation>Attn V</translation>
    </message>
    <message>
        <source>attention of patches</source>
        <translation>Attention der Patches</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::PatchMinis</name>
    <message>
        <source>Patches by block</source>
        <translation>Patches je Block</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::PictureModel</name>
    <message>
        <source>%1
similarity %2, z = %3</source>
        <translation>%1
Ähnlichkeit %2, z = %3</translation>
    </message>
    <message>
        <source>%1, similarity %2</source>
        <translation>%1, Ähnlichkeit %2</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::PictureWell</name>
    <message>
        <source>Picture: none chosen</source>
        <translation>Bild: keines gewählt</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>Bild: %1</translation>
    </message>
    <message>
        <source>Choose a picture, or drop or paste one</source>
        <translation>Ein Bild wählen, hineinziehen oder einfügen</translation>
    </message>
    <message>
        <source>%1. Click to choose another, Delete removes it.</source>
        <translation>%1. Klicken wählt ein anderes, Entf nimmt es weg.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::PretrainPanel</name>
    <message>
        <source>Pre-train</source>
        <translation>Vortraining</translation>
    </message>
    <message>
        <source>Runs folder…</source>
        <translation>Ordner der Läufe…</translation>
    </message>
    <message>
        <source>Help on pre-training</source>
        <translation>Hilfe zum Vortraining</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>What is shown beside the run</source>
        <translation>Was neben dem Lauf gezeigt wird</translation>
    </message>
    <message>
        <source>No runs yet. Begin with the visual tokenizer. The demo recipes need the demo corpus; the help page “From nothing to a model” says how to get it.</source>
        <translation>Noch keine Läufe. Am Anfang steht der Bild-Tokenizer. Die Demo-Rezepte brauchen das Demo-Korpus; die Hilfeseite „From nothing to a model“ sagt, woher es kommt.</translation>
    </message>
    <message>
        <source>Set up a run</source>
        <translation>Lauf einrichten</translation>
    </message>
    <message>
        <source>The model is at %1.</source>
        <translation>Das Modell liegt in %1.</translation>
    </message>
    <message>
        <source>No run is chosen. Choose one in the list, or set one up.</source>
        <translation>Kein Lauf ist gewählt. Einen in der Liste wählen oder einrichten.</translation>
    </message>
    <message>
        <source>Set up a run: %1…</source>
        <translation>Lauf einrichten: %1…</translation>
    </message>
    <message>
        <source>&amp;Start or resume the shown run</source>
        <translation>Gezeigten Lauf &amp;starten oder fortsetzen</translation>
    </message>
    <message>
        <source>S&amp;top the shown run and save</source>
        <translation>Gezeigten Lauf &amp;anhalten und speichern</translation>
    </message>
    <message>
        <source>&amp;Make a model of the shown run…</source>
        <translation>&amp;Modell aus dem gezeigten Lauf machen…</translation>
    </message>
    <message>
        <source>&amp;Runs folder…</source>
        <translation>&amp;Ordner der Läufe…</translation>
    </message>
    <message>
        <source>&amp;Help on pre-training</source>
        <translation>&amp;Hilfe zum Vortraining</translation>
    </message>
    <message>
        <source>box: compare</source>
        <translation>☐ vergleichen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::QueryLine</name>
    <message>
        <source>Describe a picture, or drop or paste one</source>
        <translation>Ein Bild beschreiben oder eines hineinziehen oder einfügen</translation>
    </message>
    <message>
        <source>Search words</source>
        <translation>Suchwörter</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Search by a picture from a file</source>
        <translation>Mit einem Bild aus einer Datei suchen</translation>
    </message>
    <message>
        <source>Type to search by words instead</source>
        <translation>Tippen, um stattdessen mit Wörtern zu suchen</translation>
    </message>
    <message>
        <source>Search by a picture</source>
        <translation>Mit einem Bild suchen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RecipeCheck</name>
    <message>
        <source>checkpoints are further apart than the schedule is long: a run that is killed begins anew</source>
        <translation>Zwischenstände liegen weiter auseinander, als der Plan lang ist: Ein abgebrochener Lauf beginnt von vorn</translation>
    </message>
    <message>
        <source>nothing is measured on held-out data</source>
        <translation>auf zurückgehaltenen Daten wird nichts gemessen</translation>
    </message>
    <message>
        <source>%1: %2 steps of %3 items</source>
        <translation>%1: %2 Schritte mit je %3 Beispielen</translation>
    </message>
    <message>
        <source>%1: %2 is not there</source>
        <translation>%1: %2 ist nicht da</translation>
    </message>
    <message>
        <source>%1 is %2, but the model it starts from has %3</source>
        <translation>%1 ist %2, aber das Modell, mit dem es beginnt, hat %3</translation>
    </message>
    <message>
        <source>model.vl_start has to say from which block on the vision-language experts serve: the model before has none yet; %1 means none</source>
        <translation>model.vl_start muss sagen, ab welchem Block die Experten für Bild und Sprache dienen: Das Modell davor hat noch keine; %1 heißt keine</translation>
    </message>
    <message>
        <source>a step takes about %1 of memory; each item of the micro-batch adds %2</source>
        <translation>ein Schritt braucht etwa %1 Speicher, jedes Beispiel im Mikro-Batch %2 mehr</translation>
    </message>
    <message>
        <source>this computer has %1 of memory: the largest micro-batch that fits is %2</source>
        <translation>dieser Rechner hat %1 Speicher: Der größte Mikro-Batch, der passt, ist %2</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RecipeEditor</name>
    <message>
        <source>Name of the new run</source>
        <translation>Name des neuen Laufs</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Built-in recipe to begin from</source>
        <translation>Mitgeliefertes Rezept als Anfang</translation>
    </message>
    <message>
        <source>Begin again from a built-in recipe</source>
        <translation>Mit einem mitgelieferten Rezept neu beginnen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>How the recipe is edited</source>
        <translation>Wie das Rezept bearbeitet wird</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Start run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Visual tokenizer</source>
        <translation>Bild-Tokenizer</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Micro-batch</source>
        <translation>Mikro-Batch</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>Warm-up-Schritte</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>Der Lauf braucht einen Namen.</translation>
    </message>
    <message>
        <source>A run&apos;s name has no slash and does not begin with a dot.</source>
        <translation>Der Name eines Laufs hat keinen Schrägstrich und beginnt nicht mit einem Punkt.</translation>
    </message>
    <message>
        <source>There is a run of this name already.</source>
        <translation>Einen Lauf mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <source>Start is off until line %1 is right.</source>
        <translation>Starten geht erst, wenn Zeile %1 stimmt.</translation>
    </message>
    <message>
        <source>Start is off until the recipe is right.</source>
        <translation>Starten geht erst, wenn das Rezept stimmt.</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Held-out split</source>
        <translation>Zurückgehaltener Teil</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Least count of an answer</source>
        <translation>Mindestzahl je Antwort</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RecipeForecast</name>
    <message>
        <source>Visual tokenizer</source>
        <translation>Visueller Tokenizer</translation>
    </message>
    <message>
        <source>Start of the experts</source>
        <translation>Anfang der Experten</translation>
    </message>
    <message>
        <source>Gaps between them</source>
        <translation>Lücken dazwischen</translation>
    </message>
    <message>
        <source>Program and pictures</source>
        <translation>Programm und Bilder</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Averaged weights</source>
        <translation>Gemittelte Gewichte</translation>
    </message>
    <message>
        <source>Weights in bf16</source>
        <translation>Gewichte in bf16</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Backward pass</source>
        <translation>Rückwärtsschritt</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Report</name>
    <message>
        <source>%1 over %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>right one at %L1</source>
        <translation>richtiges an Stelle %L1</translation>
    </message>
    <message>
        <source>similarity of the wrong picture over that of the right one</source>
        <translation>Ähnlichkeit des falschen Bildes über der des richtigen</translation>
    </message>
    <message>
        <source>said %1, %2 % sure</source>
        <translation>sagt %1, zu %2 % sicher</translation>
    </message>
    <message>
        <source>people say %1</source>
        <translation>Menschen sagen %1</translation>
    </message>
    <message>
        <source>said false, %1 % sure</source>
        <translation>sagt falsch, zu %1 % sicher</translation>
    </message>
    <message>
        <source>said true, %1 % sure</source>
        <translation>sagt wahr, zu %1 % sicher</translation>
    </message>
    <message>
        <source>it is true</source>
        <translation>es ist wahr</translation>
    </message>
    <message>
        <source>it is false</source>
        <translation>es ist falsch</translation>
    </message>
    <message>
        <source>of no kind</source>
        <translation>ohne Art</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Suchanfragen</translation>
    </message>
    <message>
        <source>%L1 queries</source>
        <translation>%L1 Suchanfragen</translation>
    </message>
    <message>
        <source>Text to picture</source>
        <translation>Text zu Bild</translation>
    </message>
    <message>
        <source>Picture to text</source>
        <translation>Bild zu Text</translation>
    </message>
    <message>
        <source>Text to picture, first %L1 re-ranked</source>
        <translation>Text zu Bild, die ersten %L1 neu sortiert</translation>
    </message>
    <message>
        <source>Picture to text, first %L1 re-ranked</source>
        <translation>Bild zu Text, die ersten %L1 neu sortiert</translation>
    </message>
    <message>
        <source>Name of the thing</source>
        <translation>Name des Gegenstands</translation>
    </message>
    <message>
        <source>among %L1</source>
        <translation>unter %L1</translation>
    </message>
    <message>
        <source>VQA score</source>
        <translation>VQA-Wert</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>%L1 questions</source>
        <translation>%L1 Fragen</translation>
    </message>
    <message>
        <source>question alone</source>
        <translation>Frage allein</translation>
    </message>
    <message>
        <source>one answer</source>
        <translation>eine Antwort</translation>
    </message>
    <message>
        <source>all questions</source>
        <translation>alle Fragen</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>Nach Art</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>%L1 statements</source>
        <translation>%L1 Aussagen</translation>
    </message>
    <message>
        <source>words alone</source>
        <translation>Wörter allein</translation>
    </message>
    <message>
        <source>majority</source>
        <translation>Mehrheit</translation>
    </message>
    <message>
        <source>all statements</source>
        <translation>alle Aussagen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>%L1 pictures</source>
        <translation>%L1 Bilder</translation>
    </message>
    <message>
        <source>right class</source>
        <translation>richtige Klasse</translation>
    </message>
    <message>
        <source>among the likeliest five</source>
        <translation>unter den fünf wahrscheinlichsten</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 split, objects only, %2 pictures, %3 captions, %4</source>
        <translation>Teil %1, nur Gegenstände, %2 Bilder, %3 Bildtexte, %4</translation>
    </message>
    <message>
        <source>%1 split, %2 pictures, %3 captions, %4</source>
        <translation>Teil %1, %2 Bilder, %3 Bildtexte, %4</translation>
    </message>
    <message>
        <source>%1 split, %2, %3</source>
        <translation>Teil %1, %2, %3</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>%1: %2 % is clear of %3, so the pictures are looked at.</source>
        <translation>%1: %2 % liegt klar über %3, die Bilder werden also angesehen.</translation>
    </message>
    <message>
        <source>%1: %2 % is clear of %3.</source>
        <translation>%1: %2 % liegt klar über %3.</translation>
    </message>
    <message>
        <source>%1: %2 % is below %3 by more than the interval.</source>
        <translation>%1: %2 % liegt um mehr als das Intervall unter %3.</translation>
    </message>
    <message>
        <source>%1: %2 % cannot be told from %3. Nothing shows that the pictures are looked at.</source>
        <translation>%1: %2 % ist von %3 nicht zu unterscheiden. Nichts zeigt, dass die Bilder angesehen werden.</translation>
    </message>
    <message>
        <source>%1: %2 % cannot be told from %3.</source>
        <translation>%1: %2 % ist von %3 nicht zu unterscheiden.</translation>
    </message>
    <message>
        <source>Each kind is clear of its lines.</source>
        <translation>Jede Art liegt klar über ihren Vergleichswerten.</translation>
    </message>
    <message>
        <source>Not clear of their lines: %1 and %2 others.</source>
        <translation>Nicht klar über ihren Vergleichswerten: %1 und %2 weitere.</translation>
    </message>
    <message>
        <source>Not clear of their lines: %1.</source>
        <translation>Nicht klar über ihren Vergleichswerten: %1.</translation>
    </message>
    <message>
        <source>With %1 the interval is %2 points wide: smaller differences cannot be seen.</source>
        <translation>%1: Das Intervall ist %2 Punkte breit, kleinere Unterschiede sind nicht zu sehen.</translation>
    </message>
    <message>
        <source>%1: %2 % is higher than in %3 by more than the intervals.</source>
        <translation>%1: %2 % ist um mehr als die Intervalle höher als in %3.</translation>
    </message>
    <message>
        <source>%1: %2 % is lower than in %3 by more than the intervals.</source>
        <translation>%1: %2 % ist um mehr als die Intervalle niedriger als in %3.</translation>
    </message>
    <message>
        <source>%1: whether %2 % differs from %3 is undecided, as the intervals overlap.</source>
        <translation>%1: Ob sich %2 % von %3 unterscheidet, ist offen, denn die Intervalle überlappen.</translation>
    </message>
    <message numerus="yes">
        <source>%n higher by more than the intervals</source>
        <translation>
            <numerusform>%n um mehr als die Intervalle höher</numerusform>
            <numerusform>%n um mehr als die Intervalle höher</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lower by more than the intervals</source>
        <translation>
            <numerusform>%n um mehr als die Intervalle niedriger</numerusform>
            <numerusform>%n um mehr als die Intervalle niedriger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undecided, as the intervals overlap</source>
        <translation>
            <numerusform>%n offen, denn die Intervalle überlappen</numerusform>
            <numerusform>%n offen, denn die Intervalle überlappen</numerusform>
        </translation>
    </message>
    <message>
        <source>Beside %1: %2.</source>
        <translation>Neben %1: %2.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ReportCard</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>What is shown of the report</source>
        <translation>Was vom Bericht gezeigt wird</translation>
    </message>
    <message>
        <source>Left out of the report of %1</source>
        <translation>Im Bericht zu %1 ausgelassen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Lays another report of the same task and split beside this one</source>
        <translation>Legt einen anderen Bericht derselben Aufgabe und desselben Teils neben diesen</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>Die Zahlen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save chart or numbers</source>
        <translation>Diagramm oder Zahlen speichern</translation>
    </message>
    <message>
        <source>Chart as PNG…</source>
        <translation>Diagramm als PNG…</translation>
    </message>
    <message>
        <source>Chart as SVG…</source>
        <translation>Diagramm als SVG…</translation>
    </message>
    <message>
        <source>Numbers as CSV…</source>
        <translation>Zahlen als CSV…</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>Zahlen kopieren</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>No report yet. It says how good a model is on data that it was not trained on.</source>
        <translation>Noch kein Bericht. Er sagt, wie gut ein Modell auf Daten ist, mit denen es nicht trainiert wurde.</translation>
    </message>
    <message>
        <source>Numbers of the report</source>
        <translation>Zahlen des Berichts</translation>
    </message>
    <message>
        <source>Measure before</source>
        <translation>Davor messen</translation>
    </message>
    <message>
        <source>Measures the model that this run began with, to compare with it</source>
        <translation>Misst zum Vergleich das Modell, mit dem dieser Lauf begann</translation>
    </message>
    <message>
        <source>There is no report %1.</source>
        <translation>Den Bericht %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Report, %1</source>
        <translation>Bericht, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ReportPane</name>
    <message>
        <source>Details of the report</source>
        <translation>Einzelheiten zum Bericht</translation>
    </message>
    <message>
        <source>No report yet.</source>
        <translation>Noch kein Bericht.</translation>
    </message>
    <message>
        <source>Reading this report</source>
        <translation>Diesen Bericht lesen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ResultGrid</name>
    <message>
        <source>likely match</source>
        <translation>wahrscheinlich passend</translation>
    </message>
    <message>
        <source>probably unrelated</source>
        <translation>vermutlich unpassend</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ResultStrip</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Scores of the
whole library</source>
        <translation>Werte der ganzen
Bibliothek</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>above the library&apos;s average</source>
        <translation>über dem Mittel der Bibliothek</translation>
    </message>
    <message>
        <source>0.00</source>
        <translation>0,00</translation>
    </message>
    <message>
        <source>similarity (cosine)</source>
        <translation>Ähnlichkeit (Kosinus)</translation>
    </message>
    <message>
        <source>Puts the line back to z = %1</source>
        <translation>Setzt die Linie auf z = %1 zurück</translation>
    </message>
    <message>
        <source>exact search, %1</source>
        <translation>exakte Suche, %1</translation>
    </message>
    <message>
        <source>The search alone; from the words or the picture to its vector: %1</source>
        <translation>Die Suche allein; von den Wörtern oder dem Bild zum Vektor: %1</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>%1 of %2 pictures above the line</source>
        <translation>%1 von %2 Bildern über der Linie</translation>
    </message>
    <message>
        <source>Line at
z = %1</source>
        <translation>Linie bei
z = %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Run</name>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>Speicher voll</translation>
    </message>
    <message>
        <source>Visual tokenizer</source>
        <translation>Bild-Tokenizer</translation>
    </message>
    <message>
        <source>Stage 1, images</source>
        <translation>Stufe 1, Bilder</translation>
    </message>
    <message>
        <source>Stage 2, text</source>
        <translation>Stufe 2, Text</translation>
    </message>
    <message>
        <source>Stage 3, pairs</source>
        <translation>Stufe 3, Paare</translation>
    </message>
    <message>
        <source>unknown task</source>
        <translation>unbekannte Aufgabe</translation>
    </message>
    <message>
        <source>%1, %2 %, %3 left</source>
        <translation>%1, %2 %, noch %3</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>%1, %2 steps</source>
        <translation>%1, %2 Schritte</translation>
    </message>
    <message>
        <source>%1 at step %2 of %3</source>
        <translation>%1 bei Schritt %2 von %3</translation>
    </message>
    <message>
        <source>A smaller micro_batch in the run&apos;s recipe.toml, or recompute = true, needs less; then resume.</source>
        <translation>Ein kleinerer micro_batch in recipe.toml des Laufs oder recompute = true braucht weniger; danach fortsetzen.</translation>
    </message>
    <message>
        <source>Fine-tuning, retrieval</source>
        <translation>Anpassung, Suche</translation>
    </message>
    <message>
        <source>Fine-tuning, questions</source>
        <translation>Anpassung, Fragen</translation>
    </message>
    <message>
        <source>Fine-tuning, two pictures</source>
        <translation>Anpassung, zwei Bilder</translation>
    </message>
    <message>
        <source>Fine-tuning, classes</source>
        <translation>Anpassung, Klassen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunCharts</name>
    <message>
        <source>tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>to text</source>
        <translation>zu Text</translation>
    </message>
    <message>
        <source>to image</source>
        <translation>zu Bild</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichswert</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>mean colour</source>
        <translation>mittlere Farbe</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Loss by task</source>
        <translation>Loss je Aufgabe</translation>
    </message>
    <message>
        <source>On held-out data</source>
        <translation>Auf zurückgehaltenen Daten</translation>
    </message>
    <message>
        <source>Accuracy on the batch</source>
        <translation>Trefferquote im Batch</translation>
    </message>
    <message>
        <source>Error of reconstruction</source>
        <translation>Rekonstruktionsfehler</translation>
    </message>
    <message>
        <source>Codes in use</source>
        <translation>Benutzte Codes</translation>
    </message>
    <message>
        <source>Expert drift</source>
        <translation>Drift der Experten</translation>
    </message>
    <message>
        <source>Expert update</source>
        <translation>Änderung der Experten</translation>
    </message>
    <message>
        <source>Expert gradient</source>
        <translation>Gradient der Experten</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Loss on held-out data</source>
        <translation>Loss auf zurückgehaltenen Daten</translation>
    </message>
    <message>
        <source>Items per second</source>
        <translation>Beispiele pro Sekunde</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Norm des Gradienten</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>Warten auf Daten</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>%1 (baseline %2 %)</source>
        <extracomment>A kind of questions, and what is reached without looking at pictures: &quot;counting (baseline 34 %)&quot;</extracomment>
        <translation>%1 (Vergleichswert %2 %)</translation>
    </message>
    <message>
        <source>Score on the batch</source>
        <translation>Wert im Batch</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>attention of words</source>
        <translation>Attention der Wörter</translation>
    </message>
    <message>
        <source>attention of patches</source>
        <translation>Attention der Patches</translation>
    </message>
    <message>
        <source>On held-out data, by kind</source>
        <translation>Auf zurückgehaltenen Daten, nach Art</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunDesk</name>
    <message>
        <source>No model was made of %1.</source>
        <translation>Aus %1 ist kein Modell geworden.</translation>
    </message>
    <message>
        <source>The folder of the runs cannot be made: %1</source>
        <translation>Der Ordner der Läufe kann nicht angelegt werden: %1</translation>
    </message>
    <message>
        <source>Make a model: name of its folder</source>
        <translation>Modell machen: Name des Ordners</translation>
    </message>
    <message>
        <source>Make model</source>
        <translation>Modell machen</translation>
    </message>
    <message>
        <source>Folder of the runs</source>
        <translation>Ordner der Läufe</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunDetails</name>
    <message>
        <source>Details of the run</source>
        <translation>Einzelheiten zum Lauf</translation>
    </message>
    <message>
        <source>No run is chosen.</source>
        <translation>Kein Lauf ist gewählt.</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was verschieden ist</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Zwischenstände</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes on this run</source>
        <translation>Notizen zu diesem Lauf</translation>
    </message>
    <message>
        <source>What was tried, and what came of it</source>
        <translation>Was versucht wurde und was dabei herauskam</translation>
    </message>
    <message>
        <source>Tags of this run</source>
        <translation>Schlagwörter dieses Laufs</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>Schlagwörter, mit Kommas</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Noch</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1 items/s</source>
        <translation>%1 Beispiele/s</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>To model…</source>
        <translation>Zum Modell…</translation>
    </message>
    <message>
        <source>Make a model of step %1</source>
        <translation>Ein Modell aus Schritt %1 machen</translation>
    </message>
    <message>
        <source>The recipes do not differ</source>
        <translation>Die Rezepte sind gleich</translation>
    </message>
    <message>
        <source>Hand-over report…</source>
        <translation>Übergabebericht…</translation>
    </message>
    <message>
        <source>What this run took from the stage before</source>
        <translation>Was dieser Lauf von der Stufe davor übernommen hat</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunJobs</name>
    <message>
        <source>Training %1</source>
        <translation>Training von %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunListModel</name>
    <message>
        <source>The box lays this run&apos;s curves over the shown ones.</source>
        <translation>Das Kästchen legt die Kurven dieses Laufs über die gezeigten.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunListView</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Loss %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunMonitor</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>The run has written no log yet.</source>
        <translation>Der Lauf hat noch kein Protokoll geschrieben.</translation>
    </message>
    <message>
        <source>Here a run shows its curves, samples and log while it trains and afterwards. Choose a run in the list, or set one up.</source>
        <translation>Hier zeigt ein Lauf seine Kurven, Proben und sein Protokoll, während er trainiert und danach. Einen Lauf in der Liste wählen oder einrichten.</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What is shown of the run</source>
        <translation>Was vom Lauf gezeigt wird</translation>
    </message>
    <message>
        <source>Save the charts or their numbers</source>
        <translation>Die Diagramme oder ihre Zahlen speichern</translation>
    </message>
    <message>
        <source>Charts as a picture (PNG)…</source>
        <translation>Diagramme als Bild (PNG)…</translation>
    </message>
    <message>
        <source>Charts as a drawing (SVG)…</source>
        <translation>Diagramme als Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>All numbers (CSV)…</source>
        <translation>Alle Zahlen (CSV)…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>Anhalten und speichern</translation>
    </message>
    <message>
        <source>Resume from %1</source>
        <translation>Ab %1 fortsetzen</translation>
    </message>
    <message>
        <source>The step at hand is finished and saved first.</source>
        <translation>Der laufende Schritt wird erst beendet und gespeichert.</translation>
    </message>
    <message>
        <source>%1 lines of the events are not readable; the first: %2, %3</source>
        <translation>%1 Zeilen der Ereignisse sind nicht lesbar; die erste: %2, %3</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::RunReport</name>
    <message>
        <source>No report yet. It says how good the run&apos;s model is on what it was not trained on.</source>
        <translation>Noch kein Bericht. Er sagt, wie gut das Modell des Laufs auf dem ist, womit es nicht trainiert wurde.</translation>
    </message>
    <message>
        <source>Measure the model</source>
        <translation>Modell messen</translation>
    </message>
    <message>
        <source>The data that the run learned from cannot be read.</source>
        <translation>Die Daten, aus denen der Lauf gelernt hat, sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The recipe of the run cannot be read, so nothing is known of its data.</source>
        <translation>Das Rezept des Laufs ist nicht lesbar, daher ist über seine Daten nichts bekannt.</translation>
    </message>
    <message>
        <source>The data in %1 have changed since the run learned from them, so its held-out part may not be held out any more. Train again, or restore them.</source>
        <translation>Die Daten in %1 haben sich geändert, seit der Lauf aus ihnen gelernt hat; sein zurückgehaltener Teil ist vielleicht nicht mehr zurückgehalten. Neu trainieren oder die Daten wiederherstellen.</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet, so no model can be made of it.</source>
        <translation>%1 hat noch keinen Zwischenstand, daher kann kein Modell daraus werden.</translation>
    </message>
    <message>
        <source>The data that the run learned from are not open any more.</source>
        <translation>Die Daten, aus denen der Lauf gelernt hat, sind nicht mehr offen.</translation>
    </message>
    <message>
        <source>Nothing of %1 is held out to measure on.</source>
        <translation>Von %1 ist nichts zum Messen zurückgehalten.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Samples</name>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>what the model sees</source>
        <translation>was das Modell sieht</translation>
    </message>
    <message>
        <source>drawn by the model</source>
        <translation>vom Modell gemalt</translation>
    </message>
    <message>
        <source>match %1</source>
        <translation>passt: %1</translation>
    </message>
    <message>
        <source>%1 more are in the file</source>
        <translation>%1 weitere sind in der Datei</translation>
    </message>
    <message>
        <source>Pictures and their reconstruction</source>
        <translation>Bilder und ihre Rekonstruktion</translation>
    </message>
    <message>
        <source>Masked patches, filled in</source>
        <translation>Maskierte Patches, ausgefüllt</translation>
    </message>
    <message>
        <source>Masked words and the guesses</source>
        <translation>Maskierte Wörter, erraten</translation>
    </message>
    <message>
        <source>Pictures found for held-out sentences</source>
        <translation>Gefundene Bilder zu zurückgehaltenen Sätzen</translation>
    </message>
    <message>
        <source>Mined wrong captions and their match score</source>
        <translation>Ausgesuchte falsche Bildtexte, Passwerte</translation>
    </message>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>not true</source>
        <translation>nicht wahr</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>Questions and the answers given</source>
        <translation>Fragen und die gegebenen Antworten</translation>
    </message>
    <message>
        <source>Questions answered wrongly, surest first</source>
        <translation>Falsch beantwortete Fragen, die sichersten zuerst</translation>
    </message>
    <message>
        <source>Statements and how they were judged</source>
        <translation>Aussagen und wie sie beurteilt wurden</translation>
    </message>
    <message>
        <source>Statements judged wrongly, surest first</source>
        <translation>Falsch beurteilte Aussagen, die sichersten zuerst</translation>
    </message>
    <message>
        <source>Pictures and the classes given</source>
        <translation>Bilder und die genannten Klassen</translation>
    </message>
    <message>
        <source>Pictures in a wrong class, surest first</source>
        <translation>Bilder in falscher Klasse, die sichersten zuerst</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::SamplesView</name>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>%1, is %2</source>
        <extracomment>A wrong guess with its probability, and the right word: &quot;cat 0.40, is dog&quot;</extracomment>
        <translation>%1, ist %2</translation>
    </message>
    <message>
        <source>%1: then %2</source>
        <translation>%1: danach %2</translation>
    </message>
    <message>
        <source>What the samples show</source>
        <translation>Was die Proben zeigen</translation>
    </message>
    <message>
        <source>Step of the samples</source>
        <translation>Schritt der Proben</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>No samples yet. The recipe&apos;s watching.samples_every says how often a run makes them.</source>
        <translation>Noch keine Proben. Wie oft ein Lauf welche macht, sagt watching.samples_every im Rezept.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1, most said %2</source>
        <extracomment>What was answered with its probability, and the right answer: &quot;red (0.40), is blue&quot;</extracomment>
        <translation>%1, die meisten sagen %2</translation>
    </message>
    <message>
        <source>then %1</source>
        <translation>danach %1</translation>
    </message>
    <message>
        <source>kind: %1</source>
        <translation>Art: %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ScaleLegend</name>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message>
        <source>%1
The outermost 2 % of the cells lie beyond the ends and have their colour.</source>
        <translation>%1
Die äußersten 2 % der Zellen liegen jenseits der Enden und haben deren Farbe.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ScoreStrip</name>
    <message>
        <source>Relevance line, z-score in hundredths</source>
        <translation>Relevanzlinie, z-Wert in Hundertsteln</translation>
    </message>
    <message>
        <source>How all pictures score for this search. Drag the line, or move it with the arrow keys.</source>
        <translation>Die Werte aller Bilder bei dieser Suche. Die Linie lässt sich ziehen oder mit den Pfeiltasten bewegen.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ShortcutDialog</name>
    <message>
        <source>Set shortcut</source>
        <translation>Kürzel setzen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>New shortcut of the selected action</source>
        <translation>Neues Kürzel der gewählten Aktion</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>%1 belongs to &quot;%2&quot;. Take it away from there first.</source>
        <translation>%1 gehört zu „%2“. Es muss zuerst dort weggenommen werden.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::SkippedDialog</name>
    <message numerus="yes">
        <source>%n item(s) left out</source>
        <translation>
            <numerusform>%n Eintrag ausgelassen</numerusform>
            <numerusform>%n Einträge ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Why it was left out</source>
        <translation>Warum er ausgelassen wurde</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::SplitBar</name>
    <message>
        <source>Splits: %1</source>
        <translation>Aufteilung: %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StageCard</name>
    <message>
        <source>Pairs found</source>
        <translation>Gefundene Paare</translation>
    </message>
    <message>
        <source>Words guessed</source>
        <translation>Erratene Wörter</translation>
    </message>
    <message>
        <source>Patches guessed</source>
        <translation>Erratene Patches</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Show run</source>
        <translation>Lauf zeigen</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Set up a run of %1</source>
        <translation>Lauf einrichten: %1</translation>
    </message>
    <message>
        <source>Set up another run of %1</source>
        <translation>Weiteren Lauf einrichten: %1</translation>
    </message>
    <message>
        <source>Make a model of the newest checkpoint of %1</source>
        <translation>Ein Modell aus dem neuesten Zwischenstand machen: %1</translation>
    </message>
    <message>
        <source>Show the run %1</source>
        <translation>Den Lauf %1 zeigen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Noch</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>To model</source>
        <translation>Zum Modell</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StartCards</name>
    <message>
        <source>Shown once the pictures are indexed</source>
        <translation>Zu sehen, sobald die Bilder indexiert sind</translation>
    </message>
    <message>
        <source>The demo is open</source>
        <translation>Die Demo ist offen</translation>
    </message>
    <message>
        <source>A small model and a library of demo pictures. Everything runs on this computer. The model knows clip art, not photographs.</source>
        <translation>Ein kleines Modell und eine Bibliothek mit Demo-Bildern. Alles läuft auf diesem Rechner. Das Modell kennt Cliparts, keine Fotos.</translation>
    </message>
    <message>
        <source>Close the start cards</source>
        <translation>Startkarten schließen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Open Experts</source>
        <translation>Experten öffnen</translation>
    </message>
    <message>
        <source>Search these pictures</source>
        <translation>Diese Bilder durchsuchen</translation>
    </message>
    <message>
        <source>Type a sentence, or drop or paste a picture.</source>
        <translation>Einen Satz eingeben oder ein Bild hineinziehen oder einfügen.</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>See what each expert did to every word and patch.</source>
        <translation>Sehen, was jeder Experte mit jedem Wort und jedem Patch gemacht hat.</translation>
    </message>
    <message>
        <source>Ask about a picture</source>
        <translation>Zu einem Bild fragen</translation>
    </message>
    <message>
        <source>Ask a question, read the answers with their probability.</source>
        <translation>Eine Frage stellen und die Antworten mit ihrer Wahrscheinlichkeit lesen.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StartExamples</name>
    <message>
        <source>This model answers no questions. One that was fine-tuned for them does.</source>
        <translation>Dieses Modell beantwortet keine Fragen. Ein dafür angepasstes kann es.</translation>
    </message>
    <message>
        <source>This model answers no questions; it says how well a sentence fits a picture.</source>
        <translation>Dieses Modell beantwortet keine Fragen; es sagt, wie gut ein Satz zu einem Bild passt.</translation>
    </message>
    <message>
        <source>Not answered: %1</source>
        <translation>Nicht beantwortet: %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StartModel</name>
    <message>
        <source>%1 (built in)</source>
        <translation>%1 (mitgeliefert)</translation>
    </message>
    <message>
        <source>%1 has no %2. Choose a complete model folder.</source>
        <translation>In %1 fehlt %2. Einen vollständigen Modellordner wählen.</translation>
    </message>
    <message>
        <source>%1 has never read texts: stages 2 and 3 are left out. It will learn, but slowly. Better start from a model of stage 3.</source>
        <translation>%1 hat nie Texte gelesen: Die Stufen 2 und 3 sind ausgelassen. Es wird lernen, aber langsam. Besser mit einem Modell der Stufe 3 beginnen.</translation>
    </message>
    <message>
        <source>%1 has never seen pictures together with words: stage 3 is left out. It will learn, but slowly. Better start from a model of stage 3.</source>
        <translation>%1 hat Bilder nie zusammen mit Wörtern gesehen: Stufe 3 ist ausgelassen. Es wird lernen, aber langsam. Besser mit einem Modell der Stufe 3 beginnen.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StatusLine</name>
    <message>
        <source>Shows running and finished work</source>
        <translation>Zeigt laufende und beendete Vorgänge</translation>
    </message>
    <message>
        <source>Memory that this window holds, of what the computer has</source>
        <translation>Speicher, den dieses Fenster belegt, von dem, was der Rechner hat</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>%1
%2 parameters</source>
        <translation>%1
%2 Parameter</translation>
    </message>
    <message>
        <source>%1 blocks × %2, experts %3</source>
        <translation>%1 Blöcke × %2, Experten %3</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n Thread</numerusform>
            <numerusform>%1, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>No jobs</source>
        <translation>Keine Vorgänge</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Vorgang</numerusform>
            <numerusform>%n Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 GiB</source>
        <translation>%1 von %2 GiB</translation>
    </message>
    <message>
        <source>%1 blocks × %2, no experts</source>
        <extracomment>Shape of a model: &quot;12 blocks x 256, experts V L VL&quot;</extracomment>
        <translation>%1 Blöcke × %2, keine Experten</translation>
    </message>
    <message>
        <source>One feed-forward network serves for words and pictures alike</source>
        <translation>Ein Feed-forward-Netz dient für Wörter und Bilder zugleich</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TokenBlockMap</name>
    <message>
        <source>Token × block map: %1</source>
        <translation>Token × Block: %1</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Bild %1</translation>
    </message>
    <message>
        <source>Sentence “%1”</source>
        <translation>Satz „%1“</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>Mit %1</translation>
    </message>
    <message>
        <source>≤ %1</source>
        <extracomment>Ends of a legend whose scale leaves out a few extreme values</extracomment>
        <translation>≤ %1</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <translation>≥ %1</translation>
    </message>
    <message>
        <source>cls</source>
        <translation>cls</translation>
    </message>
    <message>
        <source>row %1</source>
        <extracomment>Heading over a row of the picture&apos;s patches</extracomment>
        <translation>Zeile %1</translation>
    </message>
    <message numerus="yes">
        <source>%n word piece(s)</source>
        <extracomment>Below the map: the sentence as the model reads it</extracomment>
        <translation>
            <numerusform>%n Wortstück</numerusform>
            <numerusform>%n Wortstücke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 + %n patch(es) in reading order</source>
        <translation>
            <numerusform>1 + %n Patch in Leserichtung</numerusform>
            <numerusform>1 + %n Patches in Leserichtung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in reading order</source>
        <translation>
            <numerusform>%n Patch in Leserichtung</numerusform>
            <numerusform>%n Patches in Leserichtung</numerusform>
        </translation>
    </message>
    <message>
        <source>all tokens meet the %1 expert from block %2 up</source>
        <translation>ab Block %2 gehen alle Token durch den Experten %1</translation>
    </message>
    <message>
        <source>Token × block map</source>
        <translation>Token × Block</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TokenDetails</name>
    <message>
        <source>Details of the selected token</source>
        <translation>Einzelheiten zum gewählten Token</translation>
    </message>
    <message>
        <source>The selected word or patch is shown here once a trace is recorded.</source>
        <translation>Hier steht das gewählte Wort oder Patch, sobald etwas aufgezeichnet ist.</translation>
    </message>
    <message>
        <source>Lengths in this block</source>
        <translation>Längen in diesem Block</translation>
    </message>
    <message>
        <source>This trace</source>
        <translation>Diese Aufzeichnung</translation>
    </message>
    <message>
        <source>cls</source>
        <translation>cls</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>word piece</source>
        <translation>Wortstück</translation>
    </message>
    <message>
        <source>the picture&apos;s own token</source>
        <translation>das Token des ganzen Bildes</translation>
    </message>
    <message>
        <source>patch of the picture</source>
        <translation>Patch des Bildes</translation>
    </message>
    <message>
        <source>Token %1 of %2, %3, %4 expert</source>
        <translation>Token %1 von %2, %3, Experte %4</translation>
    </message>
    <message>
        <source>%1 over the blocks</source>
        <translation>%1 über die Blöcke</translation>
    </message>
    <message>
        <source>State before</source>
        <translation>Zustand davor</translation>
    </message>
    <message>
        <source>Attention added</source>
        <translation>Von der Attention dazu</translation>
    </message>
    <message>
        <source>Expert added</source>
        <translation>Vom Experten dazu</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>%1

%2

Which expert a token meets is fixed by modality and block. What changes with the input is how much the expert does.</source>
        <translation>%1

%2

Welcher Experte ein Token bekommt, steht durch Modalität und Block fest. Von der Eingabe hängt ab, wie viel der Experte tut.</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TraceInput</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Fused</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>What is recorded</source>
        <translation>Was aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Record trace</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Sentence, question or caption</source>
        <translation>Satz, Frage oder Bildtext</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>S&amp;trength</source>
        <translation>Stär&amp;ke</translation>
    </message>
    <message>
        <source>Needs a picture</source>
        <translation>Braucht ein Bild</translation>
    </message>
    <message>
        <source>Needs a sentence</source>
        <translation>Braucht einen Satz</translation>
    </message>
    <message>
        <source>Needs a picture and a sentence</source>
        <translation>Braucht ein Bild und einen Satz</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TraceMeasure</name>
    <message>
        <source>Expert update, relative</source>
        <translation>Experten-Update, relativ</translation>
    </message>
    <message>
        <source>Attention update, relative</source>
        <translation>Attention-Update, relativ</translation>
    </message>
    <message>
        <source>Direction change (1 − cosine)</source>
        <translation>Richtungswechsel (1 − Kosinus)</translation>
    </message>
    <message>
        <source>Nearness to final state</source>
        <translation>Nähe zum Endzustand</translation>
    </message>
    <message>
        <source>Expert update</source>
        <translation>Experten-Update</translation>
    </message>
    <message>
        <source>Attention update</source>
        <translation>Attention-Update</translation>
    </message>
    <message>
        <source>Direction change</source>
        <translation>Richtungswechsel</translation>
    </message>
    <message>
        <source>The length of what the expert added, divided by the length of the state it was added to.</source>
        <translation>Die Länge dessen, was der Experte hinzugefügt hat, geteilt durch die Länge des Zustands, zu dem es kam.</translation>
    </message>
    <message>
        <source>The length of what attention added from other tokens, divided by the length of the state before.</source>
        <translation>Die Länge dessen, was die Attention von anderen Token hinzugefügt hat, geteilt durch die Länge des Zustands davor.</translation>
    </message>
    <message>
        <source>1 minus the cosine between what the expert added and the state it was added to: near 0 it strengthens what is there, near 1 it adds something new, above 1 it takes away.</source>
        <translation>1 minus der Kosinus zwischen dem, was der Experte hinzugefügt hat, und dem Zustand, zu dem es kam: nahe 0 verstärkt es, was da ist, nahe 1 kommt etwas Neues hinzu, über 1 nimmt es etwas weg.</translation>
    </message>
    <message>
        <source>The cosine between the state after this block and the same token&apos;s state after the last.</source>
        <translation>Der Kosinus zwischen dem Zustand nach diesem Block und dem Zustand desselben Tokens nach dem letzten.</translation>
    </message>
    <message>
        <source>A large update is not yet a cause: later blocks may ignore it. Only leaving the expert out, beside a random control, shows what depends on it.</source>
        <translation>Ein großes Update ist noch keine Ursache: Spätere Blöcke können es übergehen. Was davon abhängt, zeigt erst das Weglassen des Experten, neben einer zufälligen Kontrolle.</translation>
    </message>
    <message>
        <source>It does not say which tokens it came from, and attention is not an explanation of the answer.</source>
        <translation>Es sagt nicht, von welchen Token es kam, und Attention ist keine Erklärung der Antwort.</translation>
    </message>
    <message>
        <source>It does not say how much was added: a tiny update can point anywhere.</source>
        <translation>Er sagt nicht, wie viel hinzukam: Ein winziges Update kann überallhin zeigen.</translation>
    </message>
    <message>
        <source>Near does not mean finished: a small difference can decide the answer. In the last block it is 1 by definition.</source>
        <translation>Nahe heißt nicht fertig: Ein kleiner Unterschied kann die Antwort entscheiden. Im letzten Block ist der Wert 1, weil er so definiert ist.</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TracePreview</name>
    <message>
        <source>Shown once the pictures are indexed</source>
        <translation>Zu sehen, sobald die Bilder indexiert sind</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TraceSelection</name>
    <message>
        <source>cls, the picture&apos;s own token</source>
        <translation>cls, das Token des ganzen Bildes</translation>
    </message>
    <message>
        <source>patch row %1, column %2</source>
        <translation>Patch Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>block %1, %2 expert. %3: %4</source>
        <extracomment>Read-out of a cell: &quot;block 4, V expert. Expert update, relative: 1.09&quot;</extracomment>
        <translation>Block %1, Experte %2. %3: %4</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TraceTable</name>
    <message>
        <source>Token × block map as numbers</source>
        <translation>Token × Block als Zahlen</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TraceTableModel</name>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Trainer</name>
    <message>
        <source>%1 cannot be started.</source>
        <translation>%1 kann nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Making the model %1</source>
        <translation>Das Modell %1 wird gemacht</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::UpdateLine</name>
    <message>
        <source>%1 over the blocks</source>
        <translation>%1 über die Blöcke</translation>
    </message>
</context>
<context>
    <name>vlmo::ui::WordChips</name>
    <message>
        <source>Words of the sentence</source>
        <translation>Wörter des Satzes</translation>
    </message>
</context>
</TS>
